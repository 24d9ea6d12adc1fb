package lkg.course;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Text can be read on its background: at least 4.5 to 1, as WCAG 2 asks for (level AA). */
class StyleTest {

    private static final Pattern COLOUR = Pattern.compile("--(\\w+): #(\\w{6});");
    private static final double LEAST_CONTRAST = 4.5;

    @Test
    void lightColoursHaveEnoughContrast() throws IOException {
        assertContrasts(colours(style().split("@media \\(prefers-color-scheme: dark\\)")[0]));
    }

    @Test
    void darkColoursHaveEnoughContrast() throws IOException {
        assertContrasts(colours(style().split("@media \\(prefers-color-scheme: dark\\)")[1]));
    }

    @Test
    void contrastIsThatOfTheStandard() {
        assertThat(contrast(0x000000, 0xffffff)).isEqualTo(21.0);
        assertThat(contrast(0x777777, 0xffffff)).isBetween(4.47, 4.48);
    }

    private static void assertContrasts(Map<String, Integer> colours) {
        for (String background : List.of("page", "box")) {
            for (String text : List.of("text", "quiet", "link", "keyword", "string", "number", "annotation")) {
                assertContrast(colours, text, background);
            }
        }
        for (String background : List.of("inserted", "deleted", "mark")) {
            assertContrast(colours, "text", background);
        }
        for (String token : List.of("quiet", "keyword", "string", "number", "annotation")) {
            assertContrast(colours, token, "mark");
        }
    }

    private static void assertContrast(Map<String, Integer> colours, String text, String background) {
        assertThat(contrast(colours.get(text), colours.get(background)))
                .as(text + " on " + background)
                .isGreaterThanOrEqualTo(LEAST_CONTRAST);
    }

    private static double contrast(int first, int second) {
        double lighter = Math.max(luminance(first), luminance(second));
        double darker = Math.min(luminance(first), luminance(second));
        return (lighter + 0.05) / (darker + 0.05);
    }

    private static double luminance(int colour) {
        return 0.2126 * linear(colour >> 16) + 0.7152 * linear(colour >> 8) + 0.0722 * linear(colour);
    }

    private static double linear(int channel) {
        double value = (channel & 0xff) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static Map<String, Integer> colours(String style) {
        Map<String, Integer> colours = new HashMap<>();
        COLOUR.matcher(style).results().forEach(m -> colours.put(m.group(1), Integer.parseInt(m.group(2), 16)));
        return colours;
    }

    private static String style() throws IOException {
        try (InputStream in = Frame.class.getResourceAsStream(Frame.STYLE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
