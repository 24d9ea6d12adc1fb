package lkg.server.files;

/** The size of a file for people. A kilobyte has 1,000 bytes, as its name says. */
final class FileSize {

    private static final String[] UNITS = {" B", " kB", " MB", " GB", " TB", " PB", " EB"};

    private FileSize() {}

    /** With two or three digits, such as {@code 1.2 MB}. */
    static void appendShort(StringBuilder page, long bytes) {
        int unit = 0;
        long value = bytes;
        long divisor = 1;
        // Half of the unit is rounded up: 999,500 bytes are 1.0 MB, not 1000 kB.
        while (unit < UNITS.length - 1 && value >= 1000) {
            unit++;
            divisor *= 1000;
            value = rounded(bytes, divisor);
        }
        long tenths = unit == 0 ? 0 : rounded(bytes, divisor / 10);
        if (unit > 0 && tenths < 100) {
            page.append(tenths / 10).append('.').append(tenths % 10);
        } else {
            page.append(value);
        }
        page.append(UNITS[unit]);
    }

    private static long rounded(long bytes, long divisor) {
        return bytes / divisor + (bytes % divisor >= (divisor + 1) / 2 ? 1 : 0);
    }

    /** Such as {@code 1,234,567 bytes}. */
    static void appendExact(StringBuilder page, long bytes) {
        appendGrouped(page, bytes);
        page.append(bytes == 1 ? " byte" : " bytes");
    }

    /** Such as {@code 1,234,567}. */
    static void appendGrouped(StringBuilder page, long number) {
        int start = page.length();
        page.append(number);
        for (int comma = page.length() - 3; comma > start; comma -= 3) {
            page.insert(comma, ',');
        }
    }
}
