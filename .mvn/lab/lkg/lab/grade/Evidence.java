package lkg.lab.grade;

import java.util.ArrayList;
import java.util.List;

/**
 * The bytes of a conversation, as a failure shows them.
 *
 * @param sentCaret the byte of what was sent that the caret stands under; -1 for none
 * @param gotCaret the same, of what came
 */
record Evidence(byte[] sent, byte[] got, int sentCaret, int gotCaret, String note) {

    private static final int COLUMNS = 96;
    private static final int SENT_LINES = 5;
    private static final int GOT_LINES = 3;

    static Evidence of(byte[] sent, byte[] got) {
        return new Evidence(sent, got, -1, -1, "");
    }

    Evidence markSent(int at, String what) {
        return new Evidence(sent, got, at, -1, what);
    }

    Evidence markGot(int at, String what) {
        return new Evidence(sent, got, -1, at, what);
    }

    /** At most eleven lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.addAll(shown("sent  ", sent, sentCaret, SENT_LINES));
        lines.addAll(got.length == 0 ? List.of("got   nothing") : shown("got   ", got, gotCaret, GOT_LINES));
        return lines;
    }

    private List<String> shown(String label, byte[] bytes, int caret, int most) {
        List<Integer> starts = starts(bytes);
        int marked = caret < 0 ? 0 : lineOf(caret, starts);
        int from = Math.max(0, Math.min(marked - most / 2, starts.size() - most));
        int to = Math.min(starts.size(), from + most);
        List<String> lines = new ArrayList<>();
        if (from > 0) {
            String first = escaped(bytes, 0, starts.get(1));
            lines.add(label
                    + (first.length() > COLUMNS ? first.substring(0, COLUMNS) : first)
                    + (from > 1 ? " ..." : ""));
            from += from > 1 ? 1 : 0;
        }
        for (int i = from; i < to; i++) {
            int start = starts.get(i);
            int end = i + 1 < starts.size() ? starts.get(i + 1) : bytes.length;
            String prefix = lines.isEmpty() ? label : " ".repeat(label.length());
            String before = escaped(bytes, start, caret >= start && i == marked ? Math.min(caret, end) : start);
            String behind = escaped(bytes, caret >= start && i == marked ? Math.min(caret, end) : start, end);
            boolean cutBefore = before.length() > COLUMNS - 30;
            String shownBefore = cutBefore ? "..." + before.substring(before.length() - (COLUMNS - 33)) : before;
            int room = COLUMNS - shownBefore.length();
            boolean more = i == to - 1 && to < starts.size();
            lines.add(prefix
                    + shownBefore
                    + (behind.length() > room ? behind.substring(0, room - 3) + "..." : behind)
                    + (more ? " ..." : ""));
            if (caret >= 0 && i == marked) {
                lines.add(" ".repeat(label.length() + shownBefore.length()) + "^ " + note);
            }
        }
        return lines;
    }

    private static List<Integer> starts(byte[] bytes) {
        List<Integer> starts = new ArrayList<>(List.of(0));
        for (int i = 0; i < bytes.length - 1; i++) {
            if (bytes[i] == '\n') {
                starts.add(i + 1);
            }
        }
        return starts;
    }

    private static int lineOf(int at, List<Integer> starts) {
        int line = 0;
        while (line + 1 < starts.size() && starts.get(line + 1) <= at) {
            line++;
        }
        return line;
    }

    /** As in the wire cases. */
    private static String escaped(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int i = from; i < Math.min(to, from + 2_000); i++) {
            int b = bytes[i] & 0xff;
            text.append(
                    switch (b) {
                        case '\r' -> "\\r";
                        case '\n' -> "\\n";
                        case '\t' -> "\\t";
                        case 0 -> "\\0";
                        case '\\' -> "\\\\";
                        default -> b >= ' ' && b < 0x7f ? String.valueOf((char) b) : String.format("\\x%02x", b);
                    });
        }
        return text.toString();
    }
}
