using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Remote;

/// <summary>A verb that asks a server that runs. What it says of itself is text alone: the libraries that parse and draw are
/// loaded when it is called, and never at the start of a server.</summary>
/// <param name="Example">A line that works when it is pasted.</param>
internal sealed record RemoteVerb(string Name, string Usage, string Example) : IVerb
{
    public Task<int> RunAsync(string[] arguments, Surroundings surroundings) =>
        RemoteProgram.RunAsync(this, CommandTable.Program(this, surroundings), arguments, surroundings);
}
