package dev.cifarlab.app.cli;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a command needs, as {@link Main} prepares that alone. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Needs {

    /** All of it. */
    Need[] value();

    /** Something that not every machine has. */
    enum Need {
        /** Native libraries, and the processor or GPU of this build. */
        BACKEND,
        /** Java draws text. */
        PICTURES
    }
}
