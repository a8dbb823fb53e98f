using System.CommandLine;
using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Remote.Connecting;
using Sluice.Cli.Remote.Showing;
using Sluice.Cli.Verbs;
using Sluice.Cli.Wording;
using Sluice.Definitions;

namespace Sluice.Cli.Examples;

/// <summary><c>sluice init</c>: a directory with a flow, its tests, an input, and a page about it.</summary>
internal static class InitCommand
{
    private const string Usual = "hello";

    public static Command Of(Surroundings surroundings, string description)
    {
        var directory = new Argument<string?>("DIR")
        {
            Description = HelpTexts.InitDirectory,
            Arity = ArgumentArity.ZeroOrOne,
        };
        var name = new Option<string?>("--example")
        {
            Description = HelpTexts.InitExample,
            HelpName = "NAME",
        };
        var command = new Command("init", description) { directory, name, CommonOptions.Json() };
        command.SetAction(line =>
        {
            var example = Choose(line.GetValue(name), line.GetValue(directory));
            var written = Write(example, line.GetValue(directory) ?? example.Name);
            Tell(example, written, CommonOptions.IsJson(line), surroundings);
            return ExitCodes.Done;
        });
        return command;
    }

    private static Example Choose(string? named, string? directory)
    {
        if (named is null)
        {
            return (directory is null ? null : Gallery.Find(NameOf(directory))) ?? Gallery.Find(Usual)!;
        }

        return Gallery.Find(named) ?? throw new UsageException(
            Texts.FormatNoExample(named, Suggestion.For(named, Gallery.All.Select(example => example.Name))));
    }

    /// <summary>All of its files, or none.</summary>
    private static List<string> Write(Example example, string directory)
    {
        if (example.Files.FirstOrDefault(file => Path.Exists(Path.Combine(directory, file))) is { } there)
        {
            throw new UsageException(
                Texts.FormatInitThere(Path.Combine(directory, there)));
        }

        var written = new List<string>();
        try
        {
            foreach (var file in example.Files)
            {
                var path = Path.Combine(directory, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                using var stream = new FileStream(path, FileMode.CreateNew);
                written.Add(path);
                using var writer = new StreamWriter(stream);
                writer.Write(Called(Gallery.Read(example, file), file, example.Name, directory));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            written.ForEach(File.Delete);
            throw new UsageException(Texts.FormatCannotWrite(directory, e.Message));
        }

        return written;
    }

    /// <summary>The commands of a page, with the directory as it is called here; that it is made stands there no longer.</summary>
    private static string Called(string text, string file, string name, string directory) => !file.EndsWith(".md", StringComparison.Ordinal)
        ? text
        : string.Join('\n', text.Split('\n')
            .Where(line => !line.StartsWith("sluice init ", StringComparison.Ordinal))
            .Select(line => line.StartsWith("sluice ", StringComparison.Ordinal)
                ? string.Join(' ', line.Split(' ').Select(word => InDirectory(word, name, directory)))
                : line));

    private static string InDirectory(string word, string name, string directory) =>
        word == name ? NameOf(directory)
        : word.StartsWith($"{name}/", StringComparison.Ordinal) ? $"{NameOf(directory)}/{word[(name.Length + 1)..]}"
        : word;

    private static void Tell(Example example, List<string> written, bool isJson, Surroundings surroundings)
    {
        if (isJson)
        {
            surroundings.Output.WriteLine(JsonLines.Of(new { example = example.Name, files = written }));
            return;
        }

        var directory = Path.GetDirectoryName(written.Find(path => Path.GetFileName(path) == Example.Flow))!;
        var screen = new Screen(surroundings);
        screen.Line(Texts.FormatInitCreated(string.Join("  ", written)));
        screen.Line(Texts.FormatInitNext(directory, NameOf(directory)));
    }

    private static string NameOf(string directory) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory)));
}
