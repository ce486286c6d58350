package dev.cifarlab.app.figures;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** A test of pictures, skipped where Java cannot draw, as on a Debian 13 with a headless JDK alone. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(value = "dev.cifarlab.app.figures.NoDrawing#isElsewhere", disabledReason = "Java cannot draw here")
public @interface NeedsDrawing {}
