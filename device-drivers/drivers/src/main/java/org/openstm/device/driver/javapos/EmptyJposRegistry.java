package org.openstm.device.driver.javapos;

import java.util.Enumeration;
import jpos.config.simple.AbstractRegPopulator;
import org.jspecify.annotations.Nullable;

/// Registry populator for the JavaPOS loader, which would otherwise read configuration files that it finds by
/// itself. This one leaves the registry empty: the required entry is added by our code. Public because the loader
/// creates it by its name, which is in `jpos/res/jpos.properties`.
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
