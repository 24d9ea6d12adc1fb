package lkg.lab;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * What is left of a module's source for its learner: the public classes, the signatures of their public members, and
 * the Javadoc. Bodies throw, and say which step asks for them. Everything else is gone, since it is part of a solution.
 */
record Skeleton(LabPage lab) {

    /** A constant of these is part of the signature; a call or an object is a part of the solution. */
    private static final Pattern PLAIN_CONSTANT = Pattern.compile("[\\w.\\s+*/()-]*|\".*\"");

    /** The skeleton of a file, or nothing if no class of it is public. */
    Optional<String> of(SourceFile file) {
        ClassTree type = file.types().get(0);
        if (!isPublic(type.getModifiers(), false)) {
            return Optional.empty();
        }
        String name = type.getSimpleName().toString();
        String body = type(file, type, name, file.startWithJavadoc(type, 0), "");
        StringBuilder text = new StringBuilder("package " + file.tree().getPackageName() + ";\n\n");
        List<String> imports = file.tree().getImports().stream()
                .filter(i -> isUsed(i, body))
                .map(file::textOf)
                .toList();
        imports.forEach(i -> text.append(i).append('\n'));
        text.append(imports.isEmpty() ? "" : "\n").append(body).append('\n');
        return Optional.of(text.toString());
    }

    private static boolean isUsed(ImportTree statement, String body) {
        String name = statement.getQualifiedIdentifier().toString();
        String simpleName = name.substring(name.lastIndexOf('.') + 1);
        return simpleName.equals("*")
                || Pattern.compile("\\b" + simpleName + "\\b").matcher(body).find();
    }

    private String type(SourceFile file, ClassTree type, String name, int start, String indent) {
        String head = file.text().substring(start, file.bodyStart(type));
        if (type.getKind() == Tree.Kind.ENUM) {
            return file.text().substring(start, file.end(type));
        }
        List<String> members = new ArrayList<>();
        boolean isInterface = type.getKind() == Tree.Kind.INTERFACE;
        boolean hasConstructor = false;
        boolean hasPublicConstructor = false;
        int from = file.bodyStart(type);
        for (Tree member : file.members(type)) {
            boolean isConstructor = member instanceof MethodTree method && method.getReturnType() == null;
            boolean isKept = !(member instanceof BlockTree)
                    && (isPublic(modifiers(member), isInterface) || isCompactConstructor(member, file));
            hasConstructor |= isConstructor;
            hasPublicConstructor |= isConstructor && isKept;
            if (isKept) {
                String memberName = name + "." + SourceFile.nameOf(member, type);
                // A further constructor of a record has to call another one, or it does not compile.
                boolean delegates = isConstructor && type.getKind() == Tree.Kind.RECORD;
                int memberStart = file.startWithJavadoc(member, from);
                members.add(member(file, member, memberName, memberStart, indent + "    ", delegates));
            }
            from = file.end(member);
        }
        if (hasConstructor && !hasPublicConstructor && type.getKind() == Tree.Kind.CLASS) {
            members.add(0, "private " + type.getSimpleName() + "() {}");
        }
        if (members.isEmpty()) {
            return unsealed(head) + "}";
        }
        String inner = indent + "    ";
        return unsealed(head) + "\n\n" + inner + String.join("\n\n" + inner, members) + "\n" + indent + "}";
    }

    private String member(SourceFile file, Tree member, String name, int start, String indent, boolean delegates) {
        String text = file.text().substring(start, file.end(member));
        if (member instanceof ClassTree nested) {
            return type(file, nested, name + nested.getSimpleName(), start, indent);
        }
        if (member instanceof VariableTree field && field.getInitializer() != null) {
            return PLAIN_CONSTANT.matcher(file.textOf(field.getInitializer())).matches()
                    ? text
                    : file.text().substring(start, file.start(field.getInitializer())) + "null; // " + when(name);
        }
        if (member instanceof MethodTree method && method.getBody() != null) {
            String head = file.text().substring(start, file.start(method.getBody()));
            String body = isCompactConstructor(member, file)
                    ? "// " + when(name)
                    : delegates ? file.textOf(method.getBody().getStatements().get(0)) : stub(name);
            return head + "{\n" + indent + "    " + body + "\n" + indent + "}";
        }
        return text;
    }

    String stub(String name) {
        return "throw new UnsupportedOperationException(\"" + name + ": " + when(name) + "\");";
    }

    private String when(String name) {
        return lab.stepFor(name).map(step -> "step " + step.number()).orElse("no step asks for it");
    }

    /** What a sealed type permits is part of the solution. */
    private static String unsealed(String head) {
        return head.contains(" permits ")
                ? head.replaceAll(" permits [^{]*", " ").replace("sealed ", "")
                : head;
    }

    private static boolean isPublic(ModifiersTree modifiers, boolean inInterface) {
        return modifiers.getFlags().contains(Modifier.PUBLIC)
                || modifiers.getFlags().contains(Modifier.PROTECTED)
                || inInterface && !modifiers.getFlags().contains(Modifier.PRIVATE);
    }

    private static boolean isCompactConstructor(Tree member, SourceFile file) {
        return member instanceof MethodTree method
                && method.getReturnType() == null
                && method.getName().contentEquals("<init>")
                && file.text()
                        .substring(0, file.start(method.getBody()))
                        .stripTrailing()
                        .matches("(?s).*\\w");
    }

    private static ModifiersTree modifiers(Tree member) {
        if (member instanceof ClassTree type) {
            return type.getModifiers();
        }
        if (member instanceof MethodTree method) {
            return method.getModifiers();
        }
        return ((VariableTree) member).getModifiers();
    }
}
