package lkg.dist;

import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.V1_8;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;

/**
 * Brings class files from before Java 6 up to date.
 *
 * <p>The JVM does not archive these: since Java 6 a class file says at each branch what is on the stack, and older ones
 * have to be analysed when they are loaded. picocli is compiled for Java 5. Its 228 classes took half of the start.
 */
final class ClassFiles implements AutoCloseable {

    private static final int OFFSET_OF_MAJOR_VERSION = 6;
    private static final int JAVA_6 = 50;

    /** Finds the classes of the jar, of which the analysis has to know the common superclass. */
    private final URLClassLoader classes;

    ClassFiles(Path jar) throws IOException {
        classes = new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    }

    byte[] modernised(byte[] classFile) {
        ClassReader reader = new ClassReader(classFile);
        if (reader.readUnsignedShort(OFFSET_OF_MAJOR_VERSION) >= JAVA_6) {
            return classFile;
        }
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
            @Override
            protected ClassLoader getClassLoader() {
                return classes;
            }
        };
        ClassVisitor withVersion = new ClassVisitor(ASM9, writer) {
            @Override
            public void visit(int version, int access, String name, String type, String parent, String[] interfaces) {
                super.visit(V1_8, access, name, type, parent, interfaces);
            }
        };
        reader.accept(withVersion, 0);
        return writer.toByteArray();
    }

    @Override
    public void close() throws IOException {
        classes.close();
    }
}
