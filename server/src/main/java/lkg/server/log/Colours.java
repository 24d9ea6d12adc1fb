package lkg.server.log;

/** Whether a status is coloured by its class, with the escape sequences that terminals know (ECMA-48, SGR). */
enum Colours {
    ON,
    OFF;

    private static final String GREEN = "\033[32m";
    private static final String CYAN = "\033[36m";
    private static final String YELLOW = "\033[33m";
    private static final String RED = "\033[31m";
    private static final String DEFAULT = "\033[0m";

    String of(int status) {
        if (this == OFF) {
            return "";
        }
        return switch (status / 100) {
            case 2 -> GREEN;
            case 3 -> CYAN;
            case 4 -> YELLOW;
            default -> RED;
        };
    }

    String end() {
        return this == OFF ? "" : DEFAULT;
    }
}
