package lkg.server.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the number of an option counts, and how one writes it. */
enum Quantity {
    COUNT("a whole number", unit("", 1)),

    /** In bytes. A kilobyte has 1,024 of them, with and without an "i", as in nginx and in the options of the JVM. */
    SIZE(
            "a size such as 65536, 64KB or 10MB,",
            unit("", 1),
            unit("KB", 1 << 10),
            unit("MB", 1 << 20),
            unit("GB", 1 << 30)) {
        @Override
        OptionalLong parse(String text) {
            return super.parse(text.toUpperCase(Locale.ROOT).replaceFirst("([KMG])(IB|B)?$", "$1B"));
        }
    },

    /** In milliseconds. A number without a unit is of seconds. */
    TIME(
            "a time such as 500ms, 30s or 1m,",
            unit("ms", 1),
            unit("s", 1000),
            unit("m", 60_000),
            unit("h", 3_600_000),
            unit("d", 86_400_000)) {
        @Override
        OptionalLong parse(String text) {
            return super.parse(text.matches(".*[0-9]") ? text + "s" : text);
        }
    };

    /** Only ASCII, unlike {@link Long#parseLong}. */
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?)([a-zA-Z]*)");

    /** For messages, before the bounds. */
    final String inWords;

    private record Unit(String name, long factor) {}

    /** From small to large. */
    private final List<Unit> units;

    Quantity(String inWords, Unit... units) {
        this.inWords = inWords;
        this.units = List.of(units);
    }

    private static Unit unit(String name, long factor) {
        return new Unit(name, factor);
    }

    /** The number that {@code text} means, such as 500 for "0.5s"; empty if it means none, or not a whole one. */
    OptionalLong parse(String text) {
        Matcher parts = NUMBER_AND_UNIT.matcher(text);
        if (!parts.matches()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(product(parts.group(1), factor(parts.group(2))));
        } catch (ArithmeticException | NumberFormatException | NoSuchElementException e) {
            return OptionalLong.empty();
        }
    }

    /** Exactly. BigDecimal only where it is needed: on JDK 25, loading it computes large tables for 20 ms. */
    private static long product(String number, long factor) {
        return number.contains(".")
                ? new BigDecimal(number).multiply(BigDecimal.valueOf(factor)).longValueExact()
                : Math.multiplyExact(Long.parseLong(number), factor);
    }

    private long factor(String unit) {
        return units.stream()
                .filter(known -> known.name.equals(unit))
                .findFirst()
                .orElseThrow()
                .factor;
    }

    /** In the largest unit that needs no fraction. */
    String format(long value) {
        String shown = String.valueOf(value);
        for (Unit unit : units) {
            if (value != 0 && value % unit.factor == 0) {
                shown = value / unit.factor + unit.name;
            }
        }
        return shown;
    }
}
