package lkg.server.context;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/** The version of this program. */
public final class ServerVersion {

    private ServerVersion() {}

    /** As the jar's manifest tells it, or the module's descriptor in a package; empty if it runs from class files. */
    public static Optional<String> text() {
        return Optional.ofNullable(ServerVersion.class.getPackage().getImplementationVersion())
                .or(() -> Optional.ofNullable(ServerVersion.class.getModule().getDescriptor())
                        .flatMap(ModuleDescriptor::rawVersion));
    }
}
