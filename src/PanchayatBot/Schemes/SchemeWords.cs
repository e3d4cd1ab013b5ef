namespace PanchayatBot.Schemes;

/// <summary>The words that may stand in the front matter of a scheme; docs/writing-schemes.md explains them.</summary>
public static class SchemeWords
{
    /// <summary>Exists in every state.</summary>
    public const string AllStates = "all";

    /// <summary>States and union territories by the two letters of their vehicle plates, Chhattisgarh as CG.</summary>
    public static IReadOnlyList<string> States { get; } =
    [
        "AN", "AP", "AR", "AS", "BR", "CG", "CH", "DD", "DL", "GA", "GJ", "HP", "HR", "JH", "JK", "KA", "KL", "LA", "LD", "MH",
        "ML", "MN", "MP", "MZ", "NL", "OD", "PB", "PY", "RJ", "SK", "TG", "TN", "TR", "UK", "UP", "WB",
    ];

    /// <summary>What a sum is paid for (<see cref="Amount.Per"/>).</summary>
    public static IReadOnlyList<string> Per { get; } = ["once", "day", "month", "year", "instalment", "unit", "cover", "loan"];

    /// <summary>Words of <see cref="EligibilityRule.Gender"/>.</summary>
    public static IReadOnlyList<string> Genders { get; } = ["female", "male"];

    /// <summary>Words of <see cref="EligibilityRule.Residence"/>.</summary>
    public static IReadOnlyList<string> Residences { get; } = ["rural", "urban"];

    /// <summary>Words of <see cref="EligibilityRule.Social"/>.</summary>
    public static IReadOnlyList<string> Social { get; } = ["sc", "st", "obc", "ebc", "minority", "general"];

    /// <summary>Words of <see cref="EligibilityRule.Occupation"/>.</summary>
    public static IReadOnlyList<string> Occupations { get; } =
    [
        "farmer", "farm_labourer", "labourer", "construction_worker", "artisan", "fisher", "livestock", "street_vendor", "student",
        "unemployed", "business", "homemaker", "shg_member",
    ];

    /// <summary>Words of <see cref="EligibilityRule.Land"/>.</summary>
    public static IReadOnlyList<string> Land { get; } = ["owner", "landless", "tenant"];

    /// <summary>Words of <see cref="EligibilityRule.AnyOf"/> and <see cref="EligibilityRule.AllOf"/>.</summary>
    public static IReadOnlyList<string> Conditions { get; } =
    [
        "bpl", "widow", "disabled", "pregnant", "new_mother", "girl_child", "orphan", "kaccha_house", "no_toilet", "no_lpg",
        "no_bank_account", "ration_card", "job_card", "minority", "senior",
    ];

    /// <summary>Words of <see cref="EligibilityRule.NoneOf"/>.</summary>
    public static IReadOnlyList<string> Exclusions { get; } =
        ["income_tax_payer", "government_employee", "pensioner_10000", "has_pucca_house", "epf_esi_member", "existing_benefit"];
}
