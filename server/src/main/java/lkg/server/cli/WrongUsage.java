package lkg.server.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with an option, an argument or a variable, and which name was probably meant. */
record WrongUsage(EnvironmentDefaults environment) implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandLine failed = e.getCommandLine();
        failed.getErr().println("lkg-server: " + oneLine(sentence(message(e))) + " Try --help.");
        return failed.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static String sentence(String message) {
        return message.endsWith("?") ? message : message + ".";
    }

    private String message(ParameterException e) {
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unknown(unmatched.getUnmatched().get(0), e.getCommandLine().getCommandSpec());
        }
        if (e instanceof MissingParameterException missing
                && missing.getMissing().get(0) instanceof OptionSpec option) {
            return option.longestName() + " needs a value: " + option.longestName() + "=" + option.paramLabel();
        }
        if (e instanceof OverwrittenOptionException twice && twice.getOverwritten() instanceof OptionSpec option) {
            return option.longestName() + " is given twice";
        }
        // The converters of the options say what a value must be, and picocli puts more words in front of that.
        return e.getCause() instanceof TypeConversionException wrong && e.getArgSpec() instanceof OptionSpec option
                ? environment.source(option, e.getValue()) + " " + wrong.getMessage()
                : e.getMessage();
    }

    /** Names of files and values may hold line breaks and escape sequences of terminals. */
    static String oneLine(String message) {
        return message.replaceAll("\\p{Cntrl}", "?");
    }

    private static String unknown(String argument, CommandSpec command) {
        if (!argument.startsWith("-")) {
            return "'" + argument + "' is one argument too many: there is one directory";
        }
        String name = argument.replaceFirst("=.*", "");
        List<String> names = new ArrayList<>();
        command.options().forEach(option -> names.addAll(List.of(option.names())));
        return nearest(name, "--", names)
                .map(meant -> "there is no option " + name + ". Did you mean " + meant + "?")
                .orElse("there is no option " + name);
    }

    /** A line for each variable that sets no option, but nearly has the name of one that does. Others are not ours. */
    List<String> misspeltVariables(CommandSpec command) {
        List<String> names = new ArrayList<>();
        command.options().stream()
                .map(OptionSpec::longestName)
                .map(EnvironmentDefaults::variableOf)
                .forEach(names::add);
        List<String> lines = new ArrayList<>();
        for (String variable : environment.variables()) {
            if (!names.contains(variable)) {
                Optional<String> meant = nearest(variable, EnvironmentDefaults.PREFIX, names);
                meant.ifPresent(
                        name -> lines.add("there is no option for " + variable + ". Did you mean " + name + "?"));
            }
        }
        return lines;
    }

    /** The beginning that all names share makes none of them more alike. */
    private static Optional<String> nearest(String word, String prefix, List<String> names) {
        if (!word.startsWith(prefix)) {
            return Optional.empty();
        }
        List<String> ends = names.stream()
                .filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length()))
                .toList();
        return Spelling.nearest(word.substring(prefix.length()), ends).map(prefix::concat);
    }
}
