using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Explorations;

/// <summary><c>sluice explore</c>. What it says of itself is text alone: the libraries that parse are loaded when it is called.</summary>
internal sealed class ExploreVerb : IVerb
{
    public string Name => "explore";

    public string Usage => "FILE …";

    public string Example => "sluice explore hello.yaml --faults 2";

    public Task<int> RunAsync(string[] arguments, Surroundings surroundings) =>
        RemoteProgram.RunAsync(
            this, HelpWithExample.Program(ExploreCommand.Of(this, surroundings), Example), arguments, surroundings);
}
