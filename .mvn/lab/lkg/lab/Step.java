package lkg.lab;

import java.util.List;

/**
 * A step of a lab, as its page tells it.
 *
 * @param title what the heading says behind the number
 * @param write the members to write, such as {@code TimerQueue.schedule}, or whole classes
 * @param request what the step asks for: the first paragraph
 * @param hint what is folded away on the page
 * @param reveal the members and classes of our solution that do the step
 */
record Step(int number, String title, List<String> write, String request, String hint, List<String> reveal) {

    /** The tag of its tests. */
    String tag() {
        return "step-" + number;
    }

    /** Whether the step asks for this member, by its own name or by that of a class that it stands in. */
    boolean asksFor(String member) {
        return write.stream().anyMatch(name -> member.equals(name) || member.startsWith(name + "."));
    }
}
