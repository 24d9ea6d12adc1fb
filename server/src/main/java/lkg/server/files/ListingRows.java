package lkg.server.files;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** The rows of a listing's table. There may be 100,000, so a row has few bytes, and nothing is formatted by a pattern. */
final class ListingRows {

    private final StringBuilder page;

    ListingRows(StringBuilder page) {
        this.page = page;
    }

    void append(ListingOrder.Placed placed, ListingOrder order) {
        ListedEntry entry = placed.entry();
        page.append("<tr class=\"").append(FileKind.of(entry).cssClass).append('"');
        if (!order.equals(ListingOrder.DEFAULT)) {
            // The script needs it to sort by name, since it compares names in another way. Else it counts the rows.
            page.append(" data-n=\"").append(placed.placeByName()).append('"');
        }
        // "./" in front: without it a name like "javascript:x" would be a URL of its own.
        page.append("><th scope=\"row\"><a href=\"./");
        HtmlText.append(page, entry.href());
        page.append("\"><bdi>");
        HtmlText.appendName(page, entry.name());
        page.append(entry.isDirectory() ? "/</bdi></a></th><td></td><td>" : "</bdi></a></th><td title=\"");
        if (!entry.isDirectory()) {
            FileSize.appendExact(page, entry.size());
            page.append("\">");
            FileSize.appendShort(page, entry.size());
            page.append("</td><td>");
        }
        appendTime(entry.modified());
        page.append("</td></tr>\n");
    }

    /** For people without the seconds. */
    private void appendTime(Instant instant) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(instant.getEpochSecond(), 0, ZoneOffset.UTC);
        page.append("<time datetime=\"");
        appendDate(time).append('T');
        appendMinutes(time).append(':');
        appendTwoDigits(time.getSecond()).append("Z\">");
        appendDate(time).append(' ');
        appendMinutes(time).append("</time>");
    }

    private StringBuilder appendDate(LocalDateTime time) {
        // HTML knows no year before 1.
        int year = Math.max(1, time.getYear());
        if (year < 1000) {
            page.append("0".repeat(4 - Integer.toString(year).length()));
        }
        page.append(year).append('-');
        appendTwoDigits(time.getMonthValue()).append('-');
        return appendTwoDigits(time.getDayOfMonth());
    }

    private StringBuilder appendMinutes(LocalDateTime time) {
        appendTwoDigits(time.getHour()).append(':');
        return appendTwoDigits(time.getMinute());
    }

    private StringBuilder appendTwoDigits(int number) {
        return page.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
