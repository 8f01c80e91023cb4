package org.openstm.device.driver.javapos;

import java.util.Enumeration;
import jpos.config.simple.AbstractRegPopulator;
import org.jspecify.annotations.Nullable;

/// The JavaPOS loader asks for somebody who fills its registry, and would by itself read files that
/// lie about. This one leaves it empty: the entry that is wanted is put in by hand. Public because
/// the loader makes it by its name, which stands in `jpos/res/jpos.properties`.
public final class EmptyJposRegistry extends AbstractRegPopulator {
    public EmptyJposRegistry() {
        super(EmptyJposRegistry.class.getName());
    }

    @Override
    public void load() {}

    @Override
    public void load(String file) {}

    @Override
    @SuppressWarnings("rawtypes")
    public void save(Enumeration entries) {}

    @Override
    @SuppressWarnings("rawtypes")
    public void save(Enumeration entries, String file) {}

    @Override
    public java.net.@Nullable URL getEntriesURL() {
        return null;
    }

    @Override
    public String getClassName() {
        return EmptyJposRegistry.class.getName();
    }

    @Override
    public String getName() {
        return "OpenSTM";
    }
}
