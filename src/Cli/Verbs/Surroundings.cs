using System.Collections;
using Sluice.Cli.Configuration;
using Sluice.Server.Starting;

namespace Sluice.Cli.Verbs;

/// <summary>What a verb has of the process that runs it.</summary>
/// <param name="output">For what was asked for.</param>
/// <param name="error">For what a person should know besides.</param>
/// <param name="openInput">Opens the standard input.</param>
/// <param name="variables">The environment.</param>
internal sealed class Surroundings(
    TextWriter output, TextWriter error, Func<Stream> openInput, IReadOnlyDictionary<string, string> variables)
{
    /// <summary>Those of this process.</summary>
    public static Surroundings OfThisProcess() =>
        new(Console.Out, Console.Error, Console.OpenStandardInput, Variables()) { IsTerminal = !Console.IsOutputRedirected };

    private string? _asked;

    public TextWriter Output => output;

    public TextWriter Error => error;

    /// <summary>Whether a person reads the output on a terminal.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>What people read here, by the usual variables: <c>zh</c>, or else <c>en</c>.</summary>
    public string Language => _asked ?? LanguageOfEnvironment;

    private string LanguageOfEnvironment =>
        new[] { "LC_ALL", "LC_MESSAGES", "LANG" }.Select(Find).FirstOrDefault(value => !string.IsNullOrEmpty(value)) is { } language
        && language.StartsWith("zh", StringComparison.OrdinalIgnoreCase)
            ? Wording.Language.Chinese
            : Wording.Language.English;

    /// <summary>The same, with streams of somebody else's.</summary>
    public Surroundings Redirected(TextWriter to, TextWriter errors, Func<Stream> from) => new(to, errors, from, variables) { _asked = _asked };

    /// <summary>The same, in a language that was asked for.</summary>
    public Surroundings In(string language) => new(output, error, openInput, variables) { IsTerminal = IsTerminal, _asked = language };

    public Stream OpenInput() => openInput();

    /// <summary>Tells a person something in a line of its own, beside what was asked for.</summary>
    public void Say(string sentence) => error.WriteLine($"sluice: {sentence}");

    /// <summary>Settings as they were given, wherever; variables that look like some and are none are told.</summary>
    /// <param name="line">Of the command line, those arguments that are settings.</param>
    /// <exception cref="StartException">The settings file or the directory of secrets cannot be read.</exception>
    public SettingValues FindSettings(CommandLine line)
    {
        var values = new SettingValues(line, Find, ConfigurationFile.Find(line, Find));
        foreach (var sentence in UnknownVariables.In(variables, values))
        {
            Say(sentence);
        }

        return values;
    }

    /// <summary>The same for a verb that needs a few of them: the others may be wrong, but a file that nobody understands
    /// is none.</summary>
    /// <exception cref="StartException">The file is wrong.</exception>
    public SettingValues ReadSettings(CommandLine line)
    {
        var values = FindSettings(line);
        var problems = new SettingProblems();
        values.File.Report(problems);
        problems.ThrowIfAny();
        return values;
    }

    /// <summary>A variable of the environment.</summary>
    public string? Find(string variable) => variables.GetValueOrDefault(variable);

    private static Dictionary<string, string> Variables() => Environment.GetEnvironmentVariables()
        .Cast<DictionaryEntry>()
        .ToDictionary(
            variable => (string)variable.Key,
            variable => (string?)variable.Value ?? "",
            OperatingSystem.IsWindows() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);
}
