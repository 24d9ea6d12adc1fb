package lkg.lab;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * What is left of a package of which a learner writes only the members that the steps name: their bodies throw, and the
 * private methods that nobody else calls are gone.
 */
record StateSkeleton(LabPage lab) {

    String of(SourceFile file) {
        ClassTree type = file.types().get(0);
        String className = type.getSimpleName().toString();
        List<Tree> members = file.members(type);
        List<MethodTree> asked = members.stream()
                .filter(member -> member instanceof MethodTree method && method.getBody() != null)
                .map(MethodTree.class::cast)
                .filter(method -> lab.stepFor(className + "." + SourceFile.nameOf(method, type))
                        .isPresent())
                .filter(method -> method.getReturnType() != null && !isPrivate(method))
                .toList();
        if (asked.isEmpty()) {
            return file.text();
        }
        List<Tree> rest = new ArrayList<>(members);
        rest.removeAll(asked);
        List<Tree> unused = unused(file, rest);
        StringBuilder text = new StringBuilder(file.text());
        for (int i = members.size() - 1; i >= 0; i--) {
            Tree member = members.get(i);
            int from = i == 0 ? file.bodyStart(type) : file.end(members.get(i - 1));
            if (unused.contains(member)) {
                text.delete(from, file.end(member));
            } else if (asked.contains(member)) {
                MethodTree method = (MethodTree) member;
                String name = className + "." + method.getName();
                String body = "{\n        " + new Skeleton(lab).stub(name) + "\n    }";
                text.replace(file.start(method.getBody()), file.end(method.getBody()), body);
            }
        }
        return text.toString();
    }

    /** The private methods that nothing of the rest calls, one after the other. */
    private static List<Tree> unused(SourceFile file, List<Tree> rest) {
        List<Tree> unused = new ArrayList<>();
        boolean goOn = true;
        while (goOn) {
            List<Tree> found = rest.stream()
                    .filter(member -> member instanceof MethodTree method && isPrivate(method))
                    .filter(member -> rest.stream().noneMatch(other -> other != member && calls(file, other, member)))
                    .toList();
            unused.addAll(found);
            goOn = rest.removeAll(found);
        }
        return unused;
    }

    private static boolean calls(SourceFile file, Tree caller, Tree called) {
        String name = ((MethodTree) called).getName().toString();
        return Pattern.compile("\\b" + name + "\\b")
                .matcher(file.textOf(caller))
                .find();
    }

    private static boolean isPrivate(MethodTree method) {
        return method.getModifiers().getFlags().contains(Modifier.PRIVATE);
    }
}
