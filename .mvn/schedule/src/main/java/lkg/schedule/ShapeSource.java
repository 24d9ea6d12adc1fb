package lkg.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Reads the class files of one package and those below it. Names have slashes here. */
final class ShapeSource {

    private static final int NOT_OF_INTEREST = Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC;

    private final String folder;
    private final ClassLoader classes;
    private final Map<String, Set<String>> variables = new HashMap<>();

    ShapeSource(String folder, ClassLoader classes) {
        this.folder = folder;
        this.classes = classes;
    }

    boolean contains(String className) {
        return className.startsWith(folder);
    }

    /** Whether the field exists and is not final. */
    boolean isVariable(String className, String field) {
        return contains(className)
                && variables.computeIfAbsent(className, this::readVariables).contains(field);
    }

    private Set<String> readVariables(String className) {
        Set<String> names = new HashSet<>();
        read(className)
                .accept(
                        new ClassVisitor(Opcodes.ASM9) {
                            @Override
                            public FieldVisitor visitField(int access, String name, String type, String s, Object v) {
                                if ((access & NOT_OF_INTEREST) == 0) {
                                    names.add(name);
                                }
                                return null;
                            }
                        },
                        ClassReader.SKIP_CODE);
        return names;
    }

    /** Whether the class is a direct subclass of Thread. */
    boolean isThread(String className) {
        return contains(className) && read(className).getSuperName().equals(Instrumentation.THREAD);
    }

    ClassReader read(String className) {
        try (InputStream file = classes.getResourceAsStream(className + ".class")) {
            if (file == null) {
                throw new IllegalArgumentException("no class file of " + className);
            }
            return new ClassReader(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
