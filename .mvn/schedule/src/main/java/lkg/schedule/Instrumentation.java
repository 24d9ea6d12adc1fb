package lkg.schedule;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/**
 * Changes a class so that a {@link Schedule} can control it: threads, locks and latches are made of the classes that
 * stand in for those of the JDK, and {@link Hooks} are called before steps that other threads may notice.
 */
final class Instrumentation extends ClassVisitor {

    static final String HOOKS = "lkg/schedule/Hooks";
    static final String THREAD = "java/lang/Thread";

    private static final Map<String, String> STAND_INS = Map.of(
            THREAD,
            "lkg/schedule/ScheduledThread",
            "java/util/concurrent/locks/ReentrantLock",
            "lkg/schedule/ScheduledLock",
            "java/util/concurrent/CountDownLatch",
            "lkg/schedule/ScheduledLatch");

    private static final Set<String> HOOK_METHODS = Arrays.stream(Hooks.class.getDeclaredMethods())
            .map(method -> method.getName() + Type.getMethodDescriptor(method))
            .collect(Collectors.toSet());

    private static final String BODY_OF = "body$";

    private final ShapeSource shapes;
    private String className;
    private String sourceFile;

    Instrumentation(ClassVisitor next, ShapeSource shapes) {
        super(Opcodes.ASM9, next);
        this.shapes = shapes;
    }

    /** What stands in for a class, or the class itself. */
    static String standIn(String type) {
        return STAND_INS.getOrDefault(type, type);
    }

    /** Whether {@link Hooks} has a method with this name, which takes and returns this. */
    static boolean isHook(String name, String descriptor) {
        return HOOK_METHODS.contains(name + descriptor);
    }

    ShapeSource shapes() {
        return shapes;
    }

    String sourceFile() {
        return sourceFile;
    }

    @Override
    public void visit(int version, int access, String name, String signature, String superName, String[] interfaces) {
        className = name;
        sourceFile = name.substring(name.lastIndexOf('/') + 1);
        super.visit(version, access, name, signature, standIn(superName), interfaces);
    }

    @Override
    public void visitSource(String source, String debug) {
        sourceFile = source;
        super.visitSource(source, debug);
    }

    @Override
    public MethodVisitor visitMethod(int access, String name, String descriptor, String signature, String[] thrown) {
        if (name.equals("<clinit>")) {
            // Others wait for the end of it in the JVM, where no schedule can see them.
            return super.visitMethod(access, name, descriptor, signature, thrown);
        }
        String newName = name;
        if (name.equals("run") && descriptor.equals("()V") && shapes.isThread(className)) {
            newName = "body";
        }
        if ((access & Opcodes.ACC_SYNCHRONIZED) != 0) {
            addSynchronized(access & ~Opcodes.ACC_SYNCHRONIZED, newName, descriptor, thrown);
            newName = BODY_OF + newName;
        }
        int newAccess = access & ~Opcodes.ACC_SYNCHRONIZED;
        return new MethodInstrumentation(
                super.visitMethod(newAccess, newName, descriptor, signature, thrown), this, name.equals("<init>"));
    }

    /** Adds a method that calls the one that was synchronized, and has the monitor meanwhile. */
    private void addSynchronized(int access, String name, String descriptor, String[] thrown) {
        MethodVisitor code = super.visitMethod(access, name, descriptor, null, thrown);
        boolean isStatic = (access & Opcodes.ACC_STATIC) != 0;
        Type[] parameters = Type.getArgumentTypes(descriptor);
        Label begin = new Label();
        Label end = new Label();
        Label handler = new Label();
        code.visitCode();
        code.visitTryCatchBlock(begin, end, handler, null);
        callWithMonitor(code, isStatic, "enter", "synchronized " + name + "() {");
        code.visitLabel(begin);
        int local = 0;
        if (!isStatic) {
            code.visitVarInsn(Opcodes.ALOAD, local++);
        }
        for (Type parameter : parameters) {
            code.visitVarInsn(parameter.getOpcode(Opcodes.ILOAD), local);
            local += parameter.getSize();
        }
        int call = isStatic ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL;
        code.visitMethodInsn(call, className, BODY_OF + name, descriptor, false);
        code.visitLabel(end);
        callWithMonitor(code, isStatic, "exit", "} // " + name + "()");
        code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
        code.visitLabel(handler);
        Object[] locals = isStatic ? new Object[0] : new Object[] {className};
        code.visitFrame(Opcodes.F_FULL, locals.length, locals, 1, new Object[] {"java/lang/Throwable"});
        callWithMonitor(code, isStatic, "exit", "} // " + name + "()");
        code.visitInsn(Opcodes.ATHROW);
        code.visitMaxs(0, 0);
        code.visitEnd();
    }

    private void callWithMonitor(MethodVisitor code, boolean isStatic, String hook, String does) {
        code.visitLdcInsn(does);
        code.visitLdcInsn(sourceFile);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, "at", "(Ljava/lang/String;Ljava/lang/String;)V", false);
        if (isStatic) {
            code.visitLdcInsn(Type.getObjectType(className));
        } else {
            code.visitVarInsn(Opcodes.ALOAD, 0);
        }
        code.visitMethodInsn(Opcodes.INVOKESTATIC, HOOKS, hook, "(Ljava/lang/Object;)V", false);
    }
}
