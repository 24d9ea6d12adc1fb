package lkg.server.docs;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.commonmark.node.Code;

/** Classes, methods, constants and tests that a page names exist, in our sources, in the JDK or in the original. */
final class NameCheck implements PageCheck {

    /** A class, nested classes, and at most one member, as in {@code Body.FileRegion.length()}; but no file's name. */
    private static final Pattern QUALIFIED = Pattern.compile(
            "(?!\\w+\\.(?:java|md|html)$)([A-Z]\\w*[a-z]\\w*)((?:\\.[A-Z]\\w*)*)(?:[.#]([a-z]\\w*))?(?:\\(.*\\))?");

    /** A name that no English word looks like: {@code aName}, {@code aName()}, {@code A_NAME} or {@code d01_aTest}. */
    private static final Pattern BARE = Pattern.compile("([a-z]+[A-Z]\\w*|[A-Z]+_[A-Z_]+|d\\d\\d_\\w+)(?:\\(.*\\))?");

    private static final List<String> PACKAGES_OF_THE_JDK = List.of(
            "java.lang",
            "java.lang.management",
            "java.lang.ref",
            "java.io",
            "java.nio",
            "java.nio.file",
            "java.nio.channels",
            "java.nio.channels.spi",
            "java.nio.charset",
            "java.net",
            "java.net.http",
            "java.time",
            "java.util",
            "java.util.function",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks",
            "java.util.concurrent.Flow",
            "sun.misc",
            "sun.nio.ch",
            "javax.net.ssl");

    /** Names that are neither ours, the JDK's nor the original's: of HTTP's fields, of Netty, of Rust, of what readers write. */
    private static final Set<String> OF_OTHERS = Set.of(
            "CapabilityBoundingSet",
            "SupplementaryGroups",
            "LoadCredential",
            "Allow",
            "Expect",
            "Host",
            "Range",
            "Vary",
            "Upgrade",
            "ByteBuf",
            "NioEventLoop",
            "Send",
            "Sync",
            "PingPong");

    /** Of a later JDK than the oldest one that this project runs on, and of Netty, whose class is named as the JDK's. */
    private static final Set<String> MEMBERS_OF_OTHERS =
            Set.of("Executors.newVirtualThreadPerTaskExecutor()", "Channel.write", "Channel.isWritable");

    private final Sources sources;
    private final Set<String> original;

    NameCheck(Sources sources) throws IOException {
        this.sources = sources;
        this.original = Sources.originalWords();
    }

    @Override
    public List<Complaint> complaints(Page page) {
        List<Complaint> complaints = new ArrayList<>();
        for (Code code : page.codes()) {
            problem(code.getLiteral()).ifPresent(problem -> complaints.add(page.complaint(code, problem)));
        }
        return complaints;
    }

    /** Why what stands in a page as code is the name of nothing, if it looks like a name. */
    Optional<String> problem(String code) {
        Matcher qualified = QUALIFIED.matcher(code);
        if (MEMBERS_OF_OTHERS.contains(code)) {
            return Optional.empty();
        }
        if (qualified.matches()) {
            return isDeclared(qualified) ? Optional.empty() : Optional.of("there is no `" + code + "`");
        }
        Matcher bare = BARE.matcher(code);
        boolean isStale = bare.matches() && !sources.hasWord(bare.group(1)) && !original.contains(bare.group(1));
        return isStale ? Optional.of("there is no `" + code + "`") : Optional.empty();
    }

    private boolean isDeclared(Matcher name) {
        String type = name.group(1);
        String member = name.group(3);
        if (OF_OTHERS.contains(type)) {
            return true;
        }
        if (sources.hasType(type)) {
            boolean hasNested = Stream.of(name.group(2).split("\\."))
                    .filter(nested -> !nested.isEmpty())
                    .allMatch(nested -> sources.hasNested(type, nested));
            boolean hasMember = member == null || sources.hasMember(type, member) || inherits(type, member);
            return (hasNested && hasMember) || isOfTheOriginal(type, member);
        }
        return isOfTheJdk(type, name.group(2), member) || isOfTheOriginal(type, member);
    }

    private boolean isOfTheOriginal(String type, String member) {
        return original.contains(type) && (member == null || original.contains(member));
    }

    /** A test class may inherit its tests from another one. */
    private boolean inherits(String type, String member) {
        return type.endsWith("Test") && sources.tests().contains(member);
    }

    /** @param nested empty, or the names of a nested class or a constant, each behind a dot */
    private static boolean isOfTheJdk(String type, String nested, String member) {
        boolean isMember = PACKAGES_OF_THE_JDK.stream()
                .map(inPackage -> find(inPackage + "." + type + nested.replace('.', '$')))
                .flatMap(Optional::stream)
                .anyMatch(found -> member == null || hasMember(found, member));
        boolean isConstant =
                member == null && nested.lastIndexOf('.') == 0 && isOfTheJdk(type, "", nested.substring(1));
        return isMember || isConstant;
    }

    private static Optional<Class<?>> find(String name) {
        try {
            return Optional.of(Class.forName(name, false, NameCheck.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return Optional.empty();
        }
    }

    private static boolean hasMember(Class<?> type, String member) {
        return Stream.of(
                        Stream.of(type.getMethods()).map(Method::getName),
                        Stream.of(type.getDeclaredMethods()).map(Method::getName),
                        Stream.of(type.getFields()).map(Field::getName))
                .flatMap(names -> names)
                .anyMatch(member::equals);
    }
}
