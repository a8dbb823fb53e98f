using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Sluice.Cli.Wording;

namespace Sluice.Cli.Remote.Commands;

/// <summary>The usual help, and behind it a line that works when it is pasted.</summary>
internal sealed class HelpWithExample(string example) : SynchronousCommandLineAction
{
    private readonly HelpAction _usual = new() { MaxWidth = Width };

    /// <summary>Of a terminal, and of the pages that are made of it.</summary>
    private const int Width = 110;

    /// <summary>The program with one verb, whose help ends with an example.</summary>
    public static Command Program(Command verb, string example) =>
        new("sluice")
        {
            verb,
            new HelpOption { Action = new HelpWithExample(example), Description = HelpTexts.Help },
            new Option<string>(Language.Option) { Description = HelpTexts.Language, HelpName = "en|zh", Recursive = true },
        };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var output = parseResult.InvocationConfiguration.Output;
        using var usual = new StringWriter();
        parseResult.InvocationConfiguration.Output = usual;
        var exitCode = _usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output = output;

        // The library has all of its headings in Chinese but for the first.
        output.Write(usual.ToString().Replace("Description:", HelpTexts.DescriptionHeading, StringComparison.Ordinal));
        output.Write($"{HelpTexts.Example}\n  {example}\n");
        return exitCode;
    }
}
