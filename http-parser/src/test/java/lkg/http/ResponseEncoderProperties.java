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
    void theFieldsThatAreEncodedAreThoseThatAreRead(@ForAll("fields") List<String> fields) throws HttpException {
        Headers headers = Headers.of(fields.toArray(String[]::new));
        Buffer out = new Buffer(10_000);
        new ResponseEncoder(() -> Instant.EPOCH)
                .encodeHead(new HttpResponse(200, headers, Body.EMPTY), HttpVersion.HTTP_1_1, Persistence.CLOSE, out);

        out.consume("HTTP/1.1 200 OK\r\n".length());
        FieldSection section = new FieldSection(100);
        section.begin(10_000);
        assertThat(section.parse(out)).as("the head has an end").isTrue();
        Headers readBack = section.take(out);
        assertThat(out.isEmpty()).as("and nothing behind it").isTrue();

        List<String> read = new ArrayList<>();
        readBack.forEach((name, value) -> {
            if (name.startsWith("X-")) {
                read.add(name);
                read.add(value);
            }
        });
        assertThat(read).isEqualTo(fields);
    }
}
