package io.gridwork.testchain.junit;

import io.gridwork.testchain.AnvilChain;
import io.gridwork.testchain.AnvilEngine;
import io.gridwork.testchain.BesuChain;
import io.gridwork.testchain.BesuEngine;
import io.gridwork.testchain.ChainEngine;
import io.gridwork.testchain.ChainOptions;
import io.gridwork.testchain.EngineSelection;
import io.gridwork.testchain.NodeException;
import io.gridwork.testchain.Surroundings;
import io.gridwork.testchain.TestAccount;
import io.gridwork.testchain.TestChain;
import java.lang.System.Logger.Level;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Starts the chain when a parameter first asks for it; JUnit closes it with the store it lies in.
 *
 * <p>Whether the engine is there is asked before any parameter: JUnit takes an assumption that fails while a parameter is
 * resolved for an error.
 */
final class GridworkChainExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

    private static final System.Logger LOG = System.getLogger(GridworkChainExtension.class.getName());
    private static final Namespace NAMESPACE = Namespace.create(GridworkChainExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        ChainEngine engine = selection(context).engine();
        for (Constructor<?> constructor : context.getRequiredTestClass().getDeclaredConstructors())
            requireEngine(constructor, engine);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        requireEngine(context.getRequiredTestMethod(), selection(context).engine());
    }

    private static void requireEngine(Executable taker, ChainEngine engine) {
        for (Class<?> type : taker.getParameterTypes()) {
            boolean fits = type == AnvilChain.class
                    ? engine instanceof AnvilEngine
                    : type != BesuChain.class || engine instanceof BesuEngine;
            Assumptions.assumeTrue(
                    fits,
                    () -> "needs a " + type.getSimpleName() + ", and the chain is " + engine.name() + " (-D"
                            + EngineSelection.PROPERTY + " chooses it)");
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Type type = parameter.getParameter().getParameterizedType();
        return type == URI.class || isAccounts(type) || isChain(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Type type = parameter.getParameter().getParameterizedType();
        if (isAccounts(type)) return TestAccount.ALL;
        TestChain chain = chain(context);
        return type == URI.class ? chain.rpcUrl() : chain;
    }

    private static TestChain chain(ExtensionContext context) {
        var owner = annotation(context).perTest() ? context : classContext(context);
        return owner.getStore(NAMESPACE).getOrComputeIfAbsent("chain", key -> start(context), TestChain.class);
    }

    private static TestChain start(ExtensionContext context) {
        var selection = selection(context);
        LOG.log(Level.INFO, selection.reason());
        long millis = annotation(context).blockTimeMillis();
        var options = ChainOptions.defaults(Surroundings.ofThisProcess());
        return selection.engine().start(millis > 0 ? options.withBlockTime(Duration.ofMillis(millis)) : options);
    }

    private static EngineSelection selection(ExtensionContext context) {
        String engine = annotation(context).engine();
        try {
            return engine.isEmpty()
                    ? EngineSelection.ofThisProcess()
                    : EngineSelection.of(engine, Surroundings.ofThisProcess());
        } catch (NodeException e) {
            return Assumptions.abort(e.getMessage());
        }
    }

    private static GridworkChain annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), GridworkChain.class)
                .orElseThrow(() ->
                        new ExtensionConfigurationException(context.getRequiredTestClass() + " has no @GridworkChain"));
    }

    private static ExtensionContext classContext(ExtensionContext context) {
        var at = context;
        while (at.getTestMethod().isPresent() && at.getParent().isPresent())
            at = at.getParent().get();
        return at;
    }

    private static boolean isChain(Type type) {
        return type instanceof Class<?> c && TestChain.class.isAssignableFrom(c);
    }

    private static boolean isAccounts(Type type) {
        return type instanceof ParameterizedType list
                && list.getRawType() == List.class
                && list.getActualTypeArguments()[0] == TestAccount.class;
    }
}
