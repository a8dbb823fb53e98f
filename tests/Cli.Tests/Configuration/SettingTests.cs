using System.Collections;
using System.Reflection;
using Sluice.Cli.Configuration;
using Sluice.Engine;
using Sluice.Model;
using Sluice.Model.History;

namespace Sluice.Cli.Tests.Configuration;

public sealed class SettingTests
{
    [Theory]
    [InlineData("log.level", "SLUICE_LOG_LEVEL", "--log-level")]
    [InlineData("clockSkewMinutes", "SLUICE_CLOCK_SKEW_MINUTES", "--clock-skew-minutes")]
    [InlineData("accessKey.id", "SLUICE_ACCESS_KEY_ID", "--access-key-id")]
    public void A_name_says_its_variable_and_its_flag(string name, string variable, string flag)
    {
        var setting = Settings.ByName[name];

        Assert.Equal((variable, flag), (setting.Variable, setting.Flag));
    }

    [Fact]
    public void No_two_settings_share_a_variable() =>
        Assert.Equal(Settings.All.Count, Settings.All.Select(setting => setting.Variable).Distinct().Count());

    [Fact]
    public void A_flag_counts_before_a_variable_a_variable_before_the_file_the_file_before_the_default()
    {
        var all = SomeSettings.Of("maxConnections: 3", "--max-connections 1", ("SLUICE_MAX_CONNECTIONS", "2"));
        var twice = SomeSettings.Of("maxConnections: 3", "", ("SLUICE_MAX_CONNECTIONS", "2"));
        var once = SomeSettings.Of("maxConnections: 3");

        Assert.Equal(
            [1, 2, 3, 10_000],
            new[] { all, twice, once, SomeSettings.Of() }.Select(values => values.Get(Settings.MaxConnections)));
    }

    [Fact]
    public void Histories_show_credentials_where_a_setting_says_so_and_only_there()
    {
        Assert.Same(HeaderMask.Usual, EngineSettings.Read(SomeSettings.Of(line: "")).Masked);
        Assert.Same(HeaderMask.None, EngineSettings.Read(SomeSettings.Of(line: "--history-keep-credentials true")).Masked);
    }

    // Goal: no quota and no option without its key. Method: give each key another value than its default,
    // and see that each property has changed.
    [Theory]
    [InlineData(typeof(Limits))]
    [InlineData(typeof(EngineOptions), "Limits", "Masked", "PageBytes", "RecoveryPause")]
    public void Every_limit_and_option_has_a_key(Type type, params string[] without)
    {
        var lines = LimitSettings.All.Concat(EngineSettings.All).Concat(RateSettings.All)
            .Concat(TelemetrySettings.All.OfType<Setting<int>>()).Select(setting => $"{setting.Flag} {Other(setting)}");
        var options = EngineSettings.Read(SomeSettings.Of(line: string.Join(' ', lines)));
        object given = type == typeof(Limits) ? options.Limits : options;
        var usual = Activator.CreateInstance(type);

        var unchanged = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => Equals(property.GetValue(given), property.GetValue(usual)))
            .Select(property => property.Name);

        Assert.Equal(without.Except(["Limits"]), unchanged);
    }

    [Fact]
    public void A_default_is_what_its_own_text_says()
    {
        foreach (var setting in Settings.All.Where(setting => setting.Default.Length > 0))
        {
            var absent = Value(setting, SomeSettings.Of());
            var written = Value(setting, SomeSettings.Of("", $"{setting.Flag} {setting.Default}"));
            Assert.True(
                absent is IEnumerable a and not string ? a.Cast<object>().SequenceEqual(((IEnumerable)written!).Cast<object>())
                    : Equals(absent, written),
                setting.Name);
        }
    }

    [Fact]
    public void A_sweep_that_comes_after_the_horizon_is_refused() => Assert.Equal(
        "engine.timerSweepSeconds must be less than engine.timerHorizonSeconds: 60 is not less than 60.",
        SomeSettings.Mistake(() => EngineSettings.Read(SomeSettings.Of("engine: { timerSweepSeconds: 60 }"))));

    // A number near the default is within every range; a list that is empty is that of flows that are kept otherwise.
    private static string Other(Setting setting) => setting.Default switch
    {
        "true" => "false",
        "false" => "true",
        "" => "orders=365/0",
        var number => (long.Parse(number, System.Globalization.CultureInfo.InvariantCulture) + 1).ToString(
            System.Globalization.CultureInfo.InvariantCulture),
    };

    private static object? Value(Setting setting, SettingValues values) => typeof(SettingValues)
        .GetMethod(nameof(SettingValues.Get))!
        .MakeGenericMethod(setting.GetType().GetGenericArguments())
        .Invoke(values, [setting]);
}
