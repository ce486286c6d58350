package dev.cifarlab.app.backend;

import dev.cifarlab.app.onednn.Descriptor;
import dev.cifarlab.app.onednn.Element;
import dev.cifarlab.app.onednn.Epilogue;
import dev.cifarlab.app.onednn.InnerProduct;
import dev.cifarlab.app.onednn.Layout;
import dev.cifarlab.app.onednn.OneDnnException;
import dev.cifarlab.app.onednn.Session;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/**
 * Tests that end because oneDNN has no primitive are skipped where it does not compute in bfloat16 at all, as on
 * processors without AVX-512. Elsewhere they fail.
 */
final class Bfloat16OrSkipped implements TestExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable thrown) throws Throwable {
        boolean lacks = Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .anyMatch(OneDnnException.class::isInstance);
        if (lacks && !isComputed()) {
            throw new TestAbortedException("oneDNN does not compute in bfloat16 on this processor", thrown);
        }
        throw thrown;
    }

    static boolean isComputed() {
        try (Session session = new Session()) {
            Descriptor matrix = Descriptor.of(session, Element.BFLOAT16, Layout.ROWS, 16, 16);
            Descriptor bias = Descriptor.of(session, Element.FLOAT32, Layout.ROWS, 16);
            InnerProduct.forward(session, matrix, matrix, bias, matrix, Epilogue.NONE);
            return true;
        } catch (OneDnnException e) {
            return false;
        }
    }
}
