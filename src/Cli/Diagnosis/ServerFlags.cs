using System.CommandLine;
using Sluice.Cli.Configuration;

namespace Sluice.Cli.Diagnosis;

/// <summary>The flags of the server, for verbs that look at what it would have. Their help does not repeat them all.</summary>
internal sealed class ServerFlags
{
    private readonly IReadOnlyList<Option<string?>> _options =
        [.. Settings.All.Select(setting => setting.Flag).Append("--config").Select(flag => new Option<string?>(flag) { Hidden = true })];

    public void AddTo(Command command) => _options.ToList().ForEach(command.Options.Add);

    /// <summary>As if the server had been given them.</summary>
    /// <exception cref="Server.Starting.StartException">One is given without a value.</exception>
    public CommandLine Read(ParseResult line) => CommandLine.Parse(
        [.. _options.Where(option => line.GetResult(option) is not null).Select(option => $"{option.Name}={line.GetValue(option)}")]);
}
