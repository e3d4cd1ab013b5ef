using System.Text.RegularExpressions;
using CsCheck;
using PanchayatBot.Messages;

namespace PanchayatBot.Tests.Messages;

/// <summary>What belongs to one person goes, in every disguise; what people need to ask stays.</summary>
public sealed class PrivateNumbersTests
{
    private static readonly string[] Joints = ["", "", " ", "  ", "-", " - ", ".", "/", "\n", "\u200b", "\u200d", "\u2060", "\ufeff", "\u00a0", "_", "–", ",", "·", " . "];
    private static readonly string[] Digits = ["0123456789", "०१२३४५६७८९", "０１２３４５６７８９", "০১২৩৪৫৬৭৮৯", "٠١٢٣٤٥٦٧٨٩"];

    [Theory]
    [InlineData("मेरा आधार 2345 6789 0124 है, पेंशन कब आएगी", "मेरा आधार •••• है, पेंशन कब आएगी", PrivateKinds.Identity)]
    [InlineData("aadhaar234567890124hai", "aadhaar••••hai", PrivateKinds.Identity)]
    [InlineData("२३४५-६७८९-०१२४", "••••", PrivateKinds.Identity)]
    [InlineData("2\u200b3\u200b4\u200b5 6789 0124", "••••", PrivateKinds.Identity)]
    [InlineData("1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣9️⃣0️⃣1️⃣2️⃣", "••••", PrivateKinds.Identity)]
    [InlineData("वार्ड 3 2345 6789 0124", "वार्ड ••••", PrivateKinds.Identity)]
    [InlineData("VID 9123 4567 8901 2345", "VID ••••", PrivateKinds.Identity)]
    [InlineData("card 4111-1111-1111-1111", "card ••••", PrivateKinds.Identity)]
    [InlineData("mera khata 31245678901 me paisa nahi aaya", "mera khata •••• me paisa nahi aaya", PrivateKinds.Identity)]
    [InlineData("a/c no 123 456 789", "a/c no ••••", PrivateKinds.Identity)]
    [InlineData("पैन ABCDE1234F", "पैन ••••", PrivateKinds.Identity)]
    [InlineData("वोटर कार्ड XYZ1234567", "वोटर कार्ड ••••", PrivateKinds.Identity)]
    [InlineData("OTP 482913 आया है", "OTP •••• आया है", PrivateKinds.Code)]
    [InlineData("ओटीपी है ४८२९", "ओटीपी है ••••", PrivateKinds.Code)]
    [InlineData("482913 mera otp hai", "•••• mera otp hai", PrivateKinds.Code)]
    [InlineData("otp4829", "otp••••", PrivateKinds.Code)]
    [InlineData("upi pin 123456 dala", "upi pin •••• dala", PrivateKinds.Code)]
    [InlineData("एटीएम का पिन 4321", "एटीएम का पिन ••••", PrivateKinds.Code)]
    [InlineData("मेरा पिन 4321 है", "मेरा पिन •••• है", PrivateKinds.Code)]
    [InlineData("मेरा नंबर 98765 43210 है", "मेरा नंबर •••• है", PrivateKinds.Phone)]
    [InlineData("+91-9876543210", "+••••", PrivateKinds.Phone)]
    public void Goes(string text, string masked, PrivateKinds kind)
    {
        var found = PrivateNumbers.Remove(text);
        Assert.Equal((masked, kind), (found.Text.Replace("\ufe0f\u20e3", "", StringComparison.Ordinal), found.Kinds));
    }

    [Theory]
    [InlineData("₹2,50,000 मिलेंगे")]
    [InlineData("250000 रुपये का लोन")]
    [InlineData("rs 120000 income")]
    [InlineData("₹1,20,000 या ₹1,30,000 में से क्या")]
    [InlineData("2024, 2025, 2026 की किस्त")]
    [InlineData("2024-25 aur 2025-26 ka paisa")]
    [InlineData("5000 10000 15000 में कौन सा")]
    [InlineData("जन्म 15-08-1962, अब उम्र 64")]
    [InlineData("2026-11-22 10:30 बजे")]
    [InlineData("पिन कोड 854301")]
    [InlineData("854301 pin code me kaun sa office")]
    [InlineData("IFSC code SBIN0001234")]
    [InlineData("1930 पर फोन करूँ या 14555 पर")]
    [InlineData("1800-180-1551, 155261")]
    [InlineData("18001801551 par phone kiya")]
    [InlineData("helpline 1860 123 4567")]
    [InlineData("OTP maang raha hai 5000 rupaye ke liye")]
    [InlineData("2026 में OTP से केवाईसी")]
    [InlineData("उम्र 65 साल, 2 बीघा ज़मीन, 3 बच्चे")]
    [InlineData("मनरेगा में 125 दिन और 255 रुपये रोज")]
    [InlineData("")]
    public void Stays(string text)
    {
        var found = PrivateNumbers.Remove(text);
        Assert.Equal((text, PrivateKinds.None), (found.Text, found.Kinds));
    }

    [Fact]
    public void No_aadhaar_number_survives_in_any_disguise()
    {
        var number = Gen.Int[0, 9].Array[10].Select(rest => WithCheckDigit("2345678"[rest[0] % 7] + string.Concat(rest)));
        Gen.Select(number, Gen.Int[0, Joints.Length - 1].Array[11], Gen.Int[0, Digits.Length - 1].Array[12], Around, Around).Sample((digits, joints, scripts, before, after) =>
        {
            var written = string.Concat(digits.Select((digit, i) => Digits[scripts[i]][digit - '0'] + (i < 11 ? Joints[joints[i]] : "")));
            var left = PrivateNumbers.Remove(before + written + after);
            return left.Kinds != PrivateKinds.None && !left.Text.Any(char.IsDigit);
        }, iter: 20_000);
    }

    [Fact]
    public void No_row_of_twelve_to_eighteen_digits_survives_whatever_its_check_digit()
    {
        var joint = Pick("", "\u200b", "\u200d", "\u2060");
        Gen.Select(Gen.Int[0, 9].Array[12, 18], joint, Gen.Int[0, Digits.Length - 1], Around).Sample((digits, between, script, around) =>
            !PrivateNumbers.Remove(around + string.Join(between, digits.Select(digit => Digits[script][digit])) + around).Text.Any(char.IsDigit), iter: 20_000);
    }

    [Fact]
    public void Sums_years_and_postal_codes_survive()
    {
        var sums = Gen.Int[100, 99_999_999].Select(rupees => new[] { $"₹{Indian(rupees)}", $"{rupees} रुपये", $"Rs. {rupees}", $"{Indian(rupees)} rupaye" });
        var years = Gen.Int[1900, 2099].Select(year => new[] { $"{year} में", $"साल {year}", $"{year}-{(year + 1) % 100:00}" });
        var codes = Gen.Int[110_001, 855_117].Select(code => new[] { $"पिन कोड {code}", $"pincode {code}", $"{code}" });
        Gen.OneOf(sums, years, codes).Sample(ways => ways.All(way => PrivateNumbers.Remove($"मुझे {way} के बारे में बताइए").Kinds == PrivateKinds.None), iter: 20_000);
    }

    [Fact]
    public void Any_text_is_taken_and_asked_twice_it_stays_the_same() =>
        Gen.String.Sample(text => PrivateNumbers.Remove(text).Text is var once && PrivateNumbers.Remove(once).Text == once);

    [Theory]
    [InlineData("999999990019", true)]
    [InlineData("999999990018", false)]
    public void The_check_digit_is_verhoeffs(string digits, bool holds) => Assert.Equal(holds, Verhoeff.Holds(digits));

    private static Gen<string> Around => Pick("", "आधार ", " aadhaar no. ", "मेरा नंबर:", " है", "hai", "\n", "पेंशन ");

    private static Gen<string> Pick(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    private static string WithCheckDigit(string eleven) => Enumerable.Range(0, 10).Select(check => eleven + check).Single(Verhoeff.Holds);

    private static string Indian(int rupees)
    {
        var digits = rupees.ToString();
        return digits.Length <= 3 ? digits : Regex.Replace(digits[..^3], @"(?<=\d)(?=(\d\d)+$)", ",") + "," + digits[^3..];
    }
}
