using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Sluice.Cli.Remote.Commands;

/// <summary>The usual help, and behind it a line that works when it is pasted.</summary>
internal sealed class HelpWithExample(string example) : SynchronousCommandLineAction
{
    private readonly HelpAction _usual = new() { MaxWidth = Width };

    /// <summary>Of a terminal, and of the pages that are made of it.</summary>
    private const int Width = 110;

    /// <summary>The program with one verb, whose help ends with an example.</summary>
    public static Command Program(Command verb, string example) =>
        new("sluice") { verb, new HelpOption { Action = new HelpWithExample(example) } };

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = _usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.Write($"Example:\n  {example}\n");
        return exitCode;
    }
}
