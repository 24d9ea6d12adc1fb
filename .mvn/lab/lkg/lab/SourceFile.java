package lkg.lab;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A source file: its text, and what the JDK's own compiler makes of it. */
record SourceFile(Path path, String text, CompilationUnitTree tree, SourcePositions positions) {

    /** Parses files; they need not compile. */
    static List<SourceFile> parse(List<Path> paths) throws IOException {
        List<SourceFile> files = new ArrayList<>();
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (var manager = compiler.getStandardFileManager(null, null, null)) {
            for (Path path : paths) {
                var units = manager.getJavaFileObjects(path);
                var task = (JavacTask) compiler.getTask(null, manager, problem -> {}, List.of(), null, units);
                for (CompilationUnitTree tree : task.parse()) {
                    SourcePositions positions = Trees.instance(task).getSourcePositions();
                    files.add(new SourceFile(path, Files.readString(path), tree, positions));
                }
            }
        }
        return files;
    }

    int start(Tree part) {
        return (int) positions.getStartPosition(tree, part);
    }

    int end(Tree part) {
        return (int) positions.getEndPosition(tree, part);
    }

    String textOf(Tree part) {
        return text.substring(start(part), end(part));
    }

    /** The classes of the file that stand in no other. */
    List<ClassTree> types() {
        return tree.getTypeDecls().stream()
                .filter(ClassTree.class::isInstance)
                .map(ClassTree.class::cast)
                .toList();
    }

    /** Where the body of a class begins, behind its brace. The components of a record stand before it. */
    int bodyStart(ClassTree type) {
        int name = text.indexOf(" " + type.getSimpleName(), Math.max(start(type), end(type.getModifiers())) - 1);
        return text.indexOf('{', name) + 1;
    }

    /** The members in the body of a class, in the order in which they stand there. */
    List<Tree> members(ClassTree type) {
        int body = bodyStart(type);
        return type.getMembers().stream()
                .map(Tree.class::cast)
                .filter(member -> start(member) >= body)
                .toList();
    }

    /** A class or member with the Javadoc above it, if there is one between {@code from} and its beginning. */
    int startWithJavadoc(Tree part, int from) {
        int javadoc = text.lastIndexOf("/**", start(part));
        boolean isIts = javadoc >= from
                && text.substring(text.indexOf("*/", javadoc) + 2, start(part)).isBlank();
        return isIts ? javadoc : start(part);
    }

    /**
     * A class or member.
     *
     * @param name such as {@code Outer.Inner.method}; a constructor has the name of its class
     * @param start of the line with its Javadoc, or with itself
     */
    record Part(String name, int start, Tree tree) {

        Optional<BlockTree> body() {
            return tree instanceof MethodTree method ? Optional.ofNullable(method.getBody()) : Optional.empty();
        }

        boolean isConstructor() {
            return tree instanceof MethodTree method && method.getReturnType() == null;
        }
    }

    /** All classes and their members, in the order in which they stand. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        for (ClassTree type : types()) {
            addParts(type, type.getSimpleName().toString(), from, parts);
            from = end(type);
        }
        return parts;
    }

    private void addParts(ClassTree type, String name, int from, List<Part> parts) {
        parts.add(part(name, type, from));
        int end = bodyStart(type);
        for (Tree member : members(type)) {
            if (member instanceof ClassTree nested) {
                addParts(nested, name + "." + nested.getSimpleName(), end, parts);
            } else {
                parts.add(part(name + "." + nameOf(member, type), member, end));
            }
            end = end(member);
        }
    }

    private Part part(String name, Tree tree, int from) {
        return new Part(name, text.lastIndexOf('\n', startWithJavadoc(tree, from)) + 1, tree);
    }

    static String nameOf(Tree member, ClassTree type) {
        if (member instanceof MethodTree method) {
            return method.getName().contentEquals("<init>")
                    ? type.getSimpleName().toString()
                    : method.getName().toString();
        }
        return member instanceof VariableTree field ? field.getName().toString() : "";
    }
}
