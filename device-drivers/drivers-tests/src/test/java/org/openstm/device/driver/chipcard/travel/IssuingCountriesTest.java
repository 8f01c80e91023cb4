package org.openstm.device.driver.chipcard.travel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IssuingCountriesTest {
    @ParameterizedTest
    @CsvSource({
        "CHN, CN, true",
        "CHN, cn, true",
        "CHN, HK, true",
        "CHN, MO, true",
        "CHN, FR, false",
        "CHN, TW, false",
        "TWN, TW, true",
        "FRA, FR, true",
        "D, DE, true",
        "D, DK, false",
        "GBN, GB, true",
        "UNO, UN, true",
        "UTO, UT, true",
    })
    void a_country_signs_its_own_documents(String issuer, String code, boolean may) throws Exception {
        assertEquals(may, IssuingCountries.isPossibleIssuer(issuer, authority("C=" + code + ", CN=Country Signer")));
    }

    @Test
    void an_authority_without_a_country_is_let_pass() throws Exception {
        assertTrue(IssuingCountries.isPossibleIssuer("CHN", authority("CN=Country Signer")));
    }

    private static X509CertificateHolder authority(String name) throws Exception {
        var keys = KeyPairGenerator.getInstance("EC").generateKeyPair();
        var subject = new X500Name(name);
        return new JcaX509v3CertificateBuilder(
                        subject,
                        BigInteger.ONE,
                        Date.from(Instant.EPOCH),
                        Date.from(Instant.EPOCH),
                        subject,
                        keys.getPublic())
                .build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate()));
    }
}
