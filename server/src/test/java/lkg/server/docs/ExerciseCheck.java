package lkg.server.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.StrongEmphasis;

/**
 * Each exercise says how hard it is, and what decides whether its solution is right. That what it names exists is a matter
 * of the other checks.
 */
final class ExerciseCheck implements PageCheck {

    private static final Pattern TITLE = Pattern.compile("\\w+\\.\\d+ ★{1,3} .+");

    @Override
    public List<Complaint> complaints(Page page) {
        List<Complaint> complaints = new ArrayList<>();
        boolean inExercises = false;
        Node exercise = null;
        boolean hasCheck = true;
        for (Node node = page.document().getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && heading.getLevel() <= 2) {
                complainOf(exercise, hasCheck, page, complaints);
                exercise = null;
                inExercises = Page.text(heading).equals("Exercises");
            } else if (inExercises && node.getFirstChild() instanceof StrongEmphasis title) {
                complainOf(exercise, hasCheck, page, complaints);
                exercise = node;
                hasCheck = false;
                if (!TITLE.matcher(Page.text(title)).matches()) {
                    complaints.add(page.complaint(node, "an exercise without a number and stars: " + Page.text(title)));
                }
            }
            hasCheck |= exercise != null && hasCheck(node);
        }
        complainOf(exercise, hasCheck, page, complaints);
        return complaints;
    }

    private static void complainOf(Node exercise, boolean hasCheck, Page page, List<Complaint> complaints) {
        if (exercise != null && !hasCheck) {
            complaints.add(page.complaint(exercise, "an exercise without a check that names a command or a test"));
        }
    }

    /** Whether there is a "Check:", and behind it something that can be run. */
    private static boolean hasCheck(Node block) {
        boolean[] found = new boolean[2];
        block.accept(new AbstractVisitor() {
            @Override
            public void visit(Emphasis emphasis) {
                found[0] |= Page.text(emphasis).startsWith("Check");
                visitChildren(emphasis);
            }

            @Override
            public void visit(Code code) {
                found[1] |= found[0];
            }
        });
        return found[1];
    }
}
