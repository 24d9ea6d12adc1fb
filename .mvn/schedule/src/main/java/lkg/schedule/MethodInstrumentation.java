package lkg.schedule;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.Handle;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;

/** Changes the code of one method: see {@link Instrumentation}. */
final class MethodInstrumentation extends MethodVisitor {

    /** Calls of these are steps by themselves: {@link Hooks#at} only says where they are. */
    private static final Set<String> CONTROLLED = Set.of(
            Instrumentation.THREAD,
            "java/util/concurrent/locks/ReentrantLock",
            "java/util/concurrent/locks/Lock",
            "java/util/concurrent/locks/Condition",
            "java/util/concurrent/CountDownLatch",
            "java/nio/channels/Selector");

    private static final String STEPS =
            "(try)?[lL]ock\\w*|unlock|await\\w*|signal\\w*|countDown|start|select\\w*|wakeup";

    /** What threads often share. A call of it is a step. */
    private static final String SHARED =
            "java/util/(concurrent/(atomic/.*|.*(Queue|Deque|Map|Set|List))|\\w*(Queue|Deque|List|Set|Map|Collection))";

    /** What waits at most so long, on what is not controlled: a queue, a barrier, a future. Never by itself a step. */
    private static final String TIMED_WAIT =
            "(await(Advance\\w*)?|exchange|get|offer\\w*|poll\\w*|try\\w+)\\(.*JLjava/util/concurrent/TimeUnit;\\).*";

    /** Calls that become calls of {@link Hooks}. */
    private static final Map<String, Set<String>> REPLACED = Map.of(
            Instrumentation.THREAD,
            Set.of(
                    "join",
                    "isAlive",
                    "setDaemon",
                    "isDaemon",
                    "interrupted",
                    "sleep",
                    "yield",
                    "onSpinWait",
                    "holdsLock"),
            "java/lang/Object",
            Set.of("wait", "notify", "notifyAll"),
            "java/util/concurrent/locks/LockSupport",
            Set.of("park", "parkNanos", "parkUntil", "unpark"),
            "java/util/concurrent/TimeUnit",
            Set.of("sleep", "timedJoin", "timedWait"),
            "java/lang/System",
            Set.of("nanoTime", "currentTimeMillis"),
            "java/nio/channels/Selector",
            Set.of("open"));

    private final Instrumentation ofClass;
    private final boolean isConstructor;
    private int line;

    /** By type, the fields that were read in this line: one of them may be what a method is called on. */
    private final Map<String, String> fieldsOfLine = new HashMap<>();

    MethodInstrumentation(MethodVisitor next, Instrumentation ofClass, boolean isConstructor) {
        super(Opcodes.ASM9, next);
        this.ofClass = ofClass;
        this.isConstructor = isConstructor;
    }

    @Override
    public void visitLineNumber(int line, Label start) {
        this.line = line;
        fieldsOfLine.clear();
        super.visitLineNumber(line, start);
    }

    @Override
    public void visitTypeInsn(int opcode, String type) {
        super.visitTypeInsn(opcode, opcode == Opcodes.NEW ? Instrumentation.standIn(type) : type);
    }

    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        boolean reads = opcode == Opcodes.GETFIELD || opcode == Opcodes.GETSTATIC;
        // Nobody else knows yet the object that is made.
        boolean isStep = !isConstructor && ofClass.shapes().isVariable(owner, name);
        if (isStep) {
            callHook("field", (reads ? "reads " : "writes ") + name);
        }
        if (reads) {
            fieldsOfLine.put(Type.getType(descriptor).getInternalName(), name);
        }
        if (!isStep) {
            super.visitFieldInsn(opcode, owner, name, descriptor);
        } else if (reads) {
            super.visitFieldInsn(opcode, owner, name, descriptor);
            showValue(Type.getType(descriptor));
        } else {
            showValue(Type.getType(descriptor));
            super.visitFieldInsn(opcode, owner, name, descriptor);
        }
    }

    /** The value on the top of the stack. */
    private void showValue(Type type) {
        String parameter = switch (type.getSort()) {
            case Type.BOOLEAN -> "Z";
            case Type.BYTE, Type.SHORT, Type.INT -> "I";
            case Type.OBJECT -> "Ljava/lang/Object;";
            default -> null;
        };
        if (parameter != null) {
            super.visitInsn(Opcodes.DUP);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Instrumentation.HOOKS, "value", "(" + parameter + ")V", false);
        }
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        if (name.equals("<init>")) {
            super.visitMethodInsn(opcode, Instrumentation.standIn(owner), name, descriptor, isInterface);
            return;
        }
        String receiver = fieldsOfLine.getOrDefault(owner, owner.substring(owner.lastIndexOf('/') + 1));
        String does = receiver + "." + name + "()";
        String hookDescriptor = hookDescriptor(opcode == Opcodes.INVOKESTATIC, owner, name, descriptor);
        if (hookDescriptor != null) {
            callHook("at", does);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Instrumentation.HOOKS, name, hookDescriptor, false);
        } else if (isUncontrolledTimedWait(owner, name + descriptor)) {
            callHook("uncontrolled", does);
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        } else if (owner.matches(SHARED) && !isConstructor) {
            callHook("call", does);
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
            showValue(Type.getReturnType(descriptor));
        } else {
            if (CONTROLLED.contains(owner) && name.matches(STEPS)) {
                callHook("at", does);
            }
            super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        }
    }

    private static boolean isUncontrolledTimedWait(String owner, String method) {
        return owner.startsWith("java/util/concurrent/") && !CONTROLLED.contains(owner) && method.matches(TIMED_WAIT);
    }

    /** A method reference such as {@code Thread::start} names its method here. */
    @Override
    public void visitInvokeDynamicInsn(String name, String descriptor, Handle bootstrap, Object... arguments) {
        Object[] changed = arguments.clone();
        for (int i = 0; i < changed.length; i++) {
            if (changed[i] instanceof Handle handle) {
                changed[i] = changed(handle);
            }
        }
        super.visitInvokeDynamicInsn(name, descriptor, bootstrap, changed);
    }

    private Handle changed(Handle handle) {
        if (handle.getTag() == Opcodes.H_NEWINVOKESPECIAL) {
            String owner = Instrumentation.standIn(handle.getOwner());
            return new Handle(handle.getTag(), owner, handle.getName(), handle.getDesc(), false);
        }
        boolean isStatic = handle.getTag() == Opcodes.H_INVOKESTATIC;
        String hookDescriptor = hookDescriptor(isStatic, handle.getOwner(), handle.getName(), handle.getDesc());
        return hookDescriptor == null
                ? handle
                : new Handle(Opcodes.H_INVOKESTATIC, Instrumentation.HOOKS, handle.getName(), hookDescriptor, false);
    }

    /** The parameters and result of the hook that takes the place of a method, or null if there is none. */
    private String hookDescriptor(boolean isStatic, String owner, String name, String descriptor) {
        String declaredBy = ofClass.shapes().isThread(owner) ? Instrumentation.THREAD : owner;
        if (!REPLACED.getOrDefault(declaredBy, Set.of()).contains(name)) {
            return null;
        }
        String hook = isStatic ? descriptor : "(" + Type.getObjectType(declaredBy) + descriptor.substring(1);
        return Instrumentation.isHook(name, hook) ? hook : null;
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode == Opcodes.MONITORENTER || opcode == Opcodes.MONITOREXIT) {
            boolean enters = opcode == Opcodes.MONITORENTER;
            // The exit is also where exceptions go: the compiler covers it with a handler that exits again.
            callHook("at", enters ? "synchronized {" : "} // synchronized");
            String hook = enters ? "enter" : "exit";
            super.visitMethodInsn(Opcodes.INVOKESTATIC, Instrumentation.HOOKS, hook, "(Ljava/lang/Object;)V", false);
        } else {
            super.visitInsn(opcode);
        }
    }

    private void callHook(String hook, String does) {
        super.visitLdcInsn(does);
        super.visitLdcInsn(ofClass.sourceFile() + ":" + line);
        super.visitMethodInsn(
                Opcodes.INVOKESTATIC, Instrumentation.HOOKS, hook, "(Ljava/lang/String;Ljava/lang/String;)V", false);
    }
}
