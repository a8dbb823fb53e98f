using System.Text.RegularExpressions;
using Sluice.Cli.Configuration;

namespace Sluice.Docs.Tests.Pages;

/// <summary>Settings, variables and flags that a page names in its sentences.</summary>
public sealed partial class NamedSettingTests
{
    private static readonly HashSet<string> Variables =
        [.. Settings.All.Select(setting => setting.Variable), ConfigurationFile.Variable, UnknownVariables.Remote];

    public static TheoryData<string> Pages => [.. Repository.Pages];

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_setting_that_a_page_names_is_there(string page) => Assert.All(
        Setting().Matches(Text(page)).Select(match => match.Groups[1].Value),
        name => Assert.True(Settings.ByName.ContainsKey(name), $"{page}: there is no setting {name}."));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_variable_that_a_page_names_is_there(string page) => Assert.All(
        Variable().Matches(Text(page)).Select(match => match.Value),
        name => Assert.True(Variables.Contains(name), $"{page}: there is no variable {name}."));

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_start_that_a_page_names_has_flags_that_are_there(string page) => Assert.All(
        Start().Matches(Text(page)).Select(match => match.Groups[1].Value),
        flags => CommandLine.Parse(flags.Split(' ')));

    private static string Text(string page) => File.ReadAllText(Repository.PathOf(page));

    [GeneratedRegex(
        @"`((?:limits|engine|history|http|audit|tls|log|sealing|region|objects|secrets|accessKey)\.[a-z][A-Za-z]+)`")]
    private static partial Regex Setting();

    [GeneratedRegex(@"\bSLUICE_[A-Z_]+[A-Z]\b")]
    private static partial Regex Variable();

    [GeneratedRegex("`\\./run (--[^`]*)`")]
    private static partial Regex Start();
}
