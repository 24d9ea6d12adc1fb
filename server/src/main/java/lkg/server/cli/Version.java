package lkg.server.cli;

import lkg.server.context.ServerVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"lkg-server " + ServerVersion.text().orElse("(not run from its jar)")};
    }
}
