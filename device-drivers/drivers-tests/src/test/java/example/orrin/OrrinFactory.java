package example.orrin;

import jpos.JposConst;
import jpos.JposException;
import jpos.config.JposEntry;
import jpos.loader.JposServiceInstance;
import jpos.loader.JposServiceInstanceFactory;
import jpos.services.POSPrinterService113;
import jpos.services.POSPrinterService114;
import jpos.services.POSPrinterService19;
import jpos.services.ScannerService114;

/// The factory named in `jpos.xml`; the loader creates it and requests services from it.
public final class OrrinFactory implements JposServiceInstanceFactory {
    @Override
    public JposServiceInstance createInstance(String name, JposEntry entry) throws JposException {
        var wire = new Wire(String.valueOf(entry.getPropertyValue("host")), (Integer) entry.getPropertyValue("port"));
        return switch (String.valueOf(entry.getPropertyValue("deviceCategory"))) {
            case "POSPrinter" -> {
                var quirk = String.valueOf(entry.getPropertyValue("quirk"));
                yield Sheath.of(contract(quirk), new OrrinPrinter(wire, quirk));
            }
            case "Scanner" -> Sheath.of(ScannerService114.class, new OrrinScanner(wire));
            default -> throw new JposException(JposConst.JPOS_E_NOSERVICE, "no such category");
        };
    }

    private static Class<? extends JposServiceInstance> contract(String quirk) {
        return switch (quirk) {
            case "old" -> POSPrinterService19.class;
            case "bare" -> POSPrinterService113.class;
            default -> POSPrinterService114.class;
        };
    }
}
