package lkg.server.browser;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.Keys;
import org.openqa.selenium.SessionNotCreatedException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * The Chromium of this machine, without a window, for all tests of a class. Its driver makes a temporary profile for it,
 * and deletes that.
 */
final class Chromium implements BeforeAllCallback, AfterAllCallback {

    private static final Dimension SIZE = new Dimension(1280, 1100);

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** It warns of a Chromium that is newer than itself. In a field, because the JDK forgets loggers. */
    private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

    static {
        SELENIUM.setLevel(Level.SEVERE);
    }

    private final NetworkLog network = new NetworkLog();
    private ChromeDriver driver;

    /** Skips the test if there is none, or none that its driver can start. Nothing is downloaded. */
    @Override
    public void beforeAll(ExtensionContext context) {
        Path browser = inPath("chromium", "chromium-browser", "google-chrome");
        Path program = inPath("chromedriver");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(browser.toFile());
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage");
        options.addArguments("--no-proxy-server", "--mute-audio", "--autoplay-policy=no-user-gesture-required");
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(program.toFile())
                .usingAnyFreePort()
                .withLogOutput(OutputStream.nullOutputStream())
                .build();
        try {
            driver = new ChromeDriver(service, options);
        } catch (SessionNotCreatedException e) {
            abort(program + " cannot start " + browser + ": " + e.getRawMessage());
        }
        driver.manage().timeouts().pageLoadTimeout(PATIENCE).scriptTimeout(PATIENCE);
        driver.manage().window().setSize(SIZE);
    }

    private static Path inPath(String... names) {
        String[] directories =
                Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator);
        return Arrays.stream(names)
                .flatMap(name -> Arrays.stream(directories).map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> abort("there is no " + String.join(" or ", names) + " in the PATH"));
    }

    void open(String url) {
        driver.get(url);
    }

    void reload() {
        driver.navigate().refresh();
    }

    void goBack() {
        driver.navigate().back();
    }

    String url() {
        return driver.getCurrentUrl();
    }

    String title() {
        return driver.getTitle();
    }

    void type(String text, String css) {
        find(css).sendKeys(text);
    }

    void pressEnter(String css) {
        find(css).sendKeys(Keys.ENTER);
    }

    void click(String css) {
        find(css).click();
    }

    void clickLink(String text) {
        driver.findElement(By.linkText(text)).click();
    }

    String text(String css) {
        return find(css).getText();
    }

    /** From the top to the bottom. */
    List<String> texts(String css) {
        return driver.findElements(By.cssSelector(css)).stream()
                .map(WebElement::getText)
                .toList();
    }

    String attribute(String name, String css) {
        return find(css).getDomAttribute(name);
    }

    private WebElement find(String css) {
        return driver.findElement(By.cssSelector(css));
    }

    /** Waits for what a page does by itself. */
    void await(String what, ThrowingCallable assertion) {
        Awaitility.await(what).atMost(PATIENCE).ignoreExceptions().untilAsserted(assertion::call);
    }

    /** The same for what takes as long as the longest visit of the live picture. */
    void awaitLong(String what, ThrowingCallable assertion) {
        Awaitility.await(what)
                .atMost(PATIENCE.multipliedBy(3))
                .ignoreExceptions()
                .untilAsserted(assertion::call);
    }

    Object run(String script) {
        return driver.executeScript(script);
    }

    /** Runs a script that calls {@code done} with its result. */
    Object runUntilDone(String script) {
        return driver.executeAsyncScript("const done = arguments[arguments.length - 1];" + script);
    }

    /** Pages cannot run scripts until {@link #allowScripts}. */
    void forbidScripts() {
        disableScripts(true);
    }

    void allowScripts() {
        disableScripts(false);
    }

    private void disableScripts(boolean disabled) {
        driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", disabled));
    }

    /** Those since the last call. */
    List<Exchange> exchanges() throws IOException {
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            network.add(entry.getMessage());
        }
        return network.takeExchanges();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (driver != null) {
            driver.quit();
        }
    }
}
