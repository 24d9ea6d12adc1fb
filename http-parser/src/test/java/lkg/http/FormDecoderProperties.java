package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;

@Tag("step-6")
class FormDecoderProperties {

    @Property
    void whatAFormEncodesIsWhatIsDecoded(@ForAll @Size(max = 5) List<String> namesAndValues) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            pairs.add(encode(namesAndValues.get(i)) + "=" + encode(namesAndValues.get(i + 1)));
        }
        HttpRequest request = HttpRequest.get("/?" + String.join("&", pairs));

        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            assertThat(request.queryParameters(utf8(namesAndValues.get(i)))).contains(utf8(namesAndValues.get(i + 1)));
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** A lone surrogate has no UTF-8. */
    private static String utf8(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
