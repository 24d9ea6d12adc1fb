package lkg.course;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import javax.tools.JavaFileObject.Kind;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Finds where a source file declares a method. The JDK's compiler reads the file: a call looks much like it. */
final class Declaration extends TreeScanner<Void, Void> {

    /** Its name in a class file, and in the compiler's tree. */
    private static final String CONSTRUCTOR = "<init>";

    private final String source;
    private final String method;
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private String type = "";
    private OptionalInt line = OptionalInt.empty();

    private Declaration(String source, String method, CompilationUnitTree unit, SourcePositions positions) {
        this.source = source;
        this.method = method;
        this.unit = unit;
        this.positions = positions;
    }

    /** The line, from 1, of the first method with this name; {@code <init>} is a constructor. */
    static OptionalInt line(String source, String method) throws IOException {
        var file = new SimpleJavaFileObject(URI.create("string:///Source.java"), Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreErrors) {
                return source;
            }
        };
        JavacTask task = (JavacTask) ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, problem -> {}, List.of("-proc:none"), null, List.of(file));
        CompilationUnitTree unit = task.parse().iterator().next();
        Declaration declaration =
                new Declaration(source, method, unit, Trees.instance(task).getSourcePositions());
        declaration.scan(unit, null);
        return declaration.line;
    }

    @Override
    public Void visitClass(ClassTree tree, Void unused) {
        String outer = type;
        type = tree.getSimpleName().toString();
        super.visitClass(tree, unused);
        type = outer;
        return null;
    }

    @Override
    public Void visitMethod(MethodTree tree, Void unused) {
        if (line.isEmpty() && tree.getName().contentEquals(method)) {
            // Annotations may stand on lines of their own before the name.
            long modifiersEnd = positions.getEndPosition(unit, tree.getModifiers());
            long from = Math.max(modifiersEnd, positions.getStartPosition(unit, tree));
            String name = method.equals(CONSTRUCTOR) ? type : method;
            long at = source.indexOf(name, (int) from);
            line = OptionalInt.of((int) unit.getLineMap().getLineNumber(at));
        }
        return super.visitMethod(tree, unused);
    }
}
