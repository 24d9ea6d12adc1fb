package lkg.server.log;

import static lkg.server.log.Events.CLIENT;
import static lkg.server.log.Events.CLOCK;
import static lkg.server.log.Events.answer;
import static lkg.server.log.Events.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.ZoneOffset;
import java.util.List;
import lkg.http.HttpRequest;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** No client can forge a line or a field, or give a terminal a command. */
class EscapingProperties {

    private final Words words = Words.ofDefaults();

    @Property
    void whateverAClientSaysIsOneLineOfPrintableCharacters(@ForAll @From("values") String value) throws Exception {
        HttpRequest request = Events.request(CLIENT, "GET / HTTP/1.1\nHost: a\n\n")
                .withHeader("Referer", value)
                .withHeader("User-Agent", value);

        for (Form form : List.of(
                new CombinedForm(CLOCK), new JsonForm(CLOCK), new BriefForm(CLOCK, ZoneOffset.UTC, Colours.OFF))) {
            assertThat(text(form.answered(answer(request, 200), words))).matches("[ -~]+\n");
        }
        assertThat(text(new CombinedForm(CLOCK).answered(answer(request, 200), words)))
                .as("the fields in quotes")
                .matches("[^\"]*\"[^\"]*\"[^\"]*\"[^\"]*\" \"[^\"]*\"\n");
    }

    @Property
    void jsonSaysWhatTheClientSaid(@ForAll @From("values") String value) throws Exception {
        HttpRequest request =
                Events.request(CLIENT, "GET / HTTP/1.1\nHost: a\n\n").withHeader("User-Agent", value);

        JsonNode read = new ObjectMapper().readTree(text(new JsonForm(CLOCK).answered(answer(request, 200), words)));

        assertThat(read.get("user_agent").asText()).isEqualTo(value.strip());
    }

    /** Also what no request can hold today, such as a line break. */
    @Property
    void anyTextIsPrintableWithoutQuotes(@ForAll String text) throws Exception {
        assertThat(text(new Line().escaped(text))).matches("[ -~&&[^\"]]*").doesNotContainPattern("\\\\[^xu]");
        assertThat(new ObjectMapper().readValue(text(new Line().json(text)), String.class))
                .isEqualTo(text);
    }

    /** Values of fields, with all bytes that the parser lets through. */
    @Provide
    Arbitrary<String> values() {
        return Arbitraries.strings()
                .withCharRange(' ', '~')
                .withCharRange('\u0080', '\u00ff')
                .withChars("\"\\\t\u0085\u009b")
                .ofMaxLength(60);
    }
}
