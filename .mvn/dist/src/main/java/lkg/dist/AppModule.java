package lkg.dist;

import static org.objectweb.asm.Opcodes.ACC_MANDATED;
import static org.objectweb.asm.Opcodes.ACC_MODULE;
import static org.objectweb.asm.Opcodes.V17;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ModuleVisitor;

/**
 * The runnable jar as one module, so that it can be linked into a Java runtime.
 *
 * <p>On a class path, the JVM of JDK 17 would check the jar's full name and its time before it uses the archive of loaded
 * classes. The folder could not be moved then. Nothing is checked of a module in the runtime.
 */
final class AppModule {

    static final String NAME = "lkg.app";
    static final String MAIN_CLASS = "lkg.server.cli.Main";

    private static final String SERVICES = "META-INF/services/";

    private final Path jar;
    private final String version;

    AppModule(Path jar, String version) {
        this.jar = jar;
        this.version = version;
    }

    void write(Path module) throws IOException {
        try (JarFile in = new JarFile(jar.toFile());
                ClassFiles classFiles = new ClassFiles(jar);
                JarOutputStream out = new JarOutputStream(Files.newOutputStream(module))) {
            add(out, "module-info.class", descriptor(in));
            for (JarEntry entry : (Iterable<JarEntry>) in.stream()::iterator) {
                if (!entry.isDirectory()) {
                    byte[] bytes = in.getInputStream(entry).readAllBytes();
                    boolean isClass = entry.getName().endsWith(".class");
                    add(out, entry.getName(), isClass ? classFiles.modernised(bytes) : bytes);
                }
            }
        }
    }

    /**
     * What a {@code module-info.java} would compile to. One package is exported, because the JVM starts with the modules
     * of its runtime that export one. Reflection inside a module needs no {@code opens}.
     */
    private byte[] descriptor(JarFile in) throws IOException {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(V17, ACC_MODULE, "module-info", null, null, null);
        ModuleVisitor module = writer.visitModule(NAME, 0, version);
        module.visitRequire("java.base", ACC_MANDATED, null);
        for (String required : JavaRuntime.modulesFor(jar)) {
            module.visitRequire(required, 0, null);
        }
        module.visitExport(MAIN_CLASS.substring(0, MAIN_CLASS.lastIndexOf('.')).replace('.', '/'), 0);
        for (JarEntry entry : (Iterable<JarEntry>) in.stream()::iterator) {
            if (entry.getName().startsWith(SERVICES) && !entry.isDirectory()) {
                String service = entry.getName().substring(SERVICES.length()).replace('.', '/');
                module.visitUse(service);
                module.visitProvide(service, providers(in.getInputStream(entry).readAllBytes()));
            }
        }
        module.visitEnd();
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static String[] providers(byte[] file) {
        List<String> names = new String(file, StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
        return names.stream().map(name -> name.replace('.', '/')).toArray(String[]::new);
    }

    private static void add(JarOutputStream out, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(0);
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
