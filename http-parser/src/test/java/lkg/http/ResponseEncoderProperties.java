package lkg.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lkg.buffer.Buffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;

@Tag("step-3")
class ResponseEncoderProperties {

    @Provide
    Arbitrary<List<String>> fields() {
        Arbitrary<String> names = Arbitraries.strings()
                .withChars("AZaz09!#$-_.")
                .ofMinLength(1)
                .ofMaxLength(8)
                .map(name -> "X-" + name);
        Arbitrary<String> values = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u0080', '\u00ff')
                .ofMaxLength(20)
                .map(value -> "(" + value + ")"); // blanks at its ends would not be part of it
        return Combinators.combine(names, values)
                .as((name, value) -> List.of(name, value))
                .list()
                .ofMaxSize(10)
                .map(pairs -> pairs.stream().flatMap(List::stream).toList());
    }

    @Property
    void theFieldsThatAreEncodedAreThoseThatAreRead(@ForAll("fields") List<String> fields) {
        Headers headers = Headers.of(fields.toArray(String[]::new));
        Buffer out = new Buffer(10_000);

        new ResponseEncoder(() -> Instant.EPOCH)
                .encodeHead(new HttpResponse(200, headers, Body.EMPTY), HttpVersion.HTTP_1_1, Persistence.CLOSE, out);

        String head = out.latin1(0, out.readableBytes());
        assertThat(head.indexOf("\r\n\r\n"))
                .as("where the only empty line is in %s", head)
                .isEqualTo(head.length() - 4);
        List<String> read = new ArrayList<>();
        for (String line : head.split("\r\n")) {
            if (line.startsWith("X-")) {
                int colon = line.indexOf(':');
                read.add(line.substring(0, colon));
                read.add(line.substring(colon + 1).strip());
            }
        }
        assertThat(read).as("the handler's fields in %s", head).isEqualTo(fields);
    }
}
