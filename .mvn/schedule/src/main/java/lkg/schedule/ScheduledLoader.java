package lkg.schedule;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassWriter;

/** Loads the classes of one package once more, in a form that a {@link Schedule} controls. */
final class ScheduledLoader extends ClassLoader {

    private final ShapeSource shapes;

    ScheduledLoader(Class<?> test) {
        super(test.getClassLoader());
        shapes = new ShapeSource(test.getPackageName().replace('.', '/') + "/", test.getClassLoader());
        setDefaultAssertionStatus(true);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        String path = name.replace('.', '/');
        if (!shapes.contains(path)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name, path);
        }
    }

    private Class<?> define(String name, String path) throws ClassNotFoundException {
        ClassReader original;
        try {
            original = shapes.read(path);
        } catch (IllegalArgumentException e) {
            throw new ClassNotFoundException(name, e);
        }
        ClassWriter changed = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        original.accept(new Instrumentation(changed, shapes), 0);
        byte[] code = changed.toByteArray();
        return defineClass(name, code, 0, code.length);
    }
}
