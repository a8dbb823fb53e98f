using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Tests;

/// <summary><c>sluice test</c>: flows tried out on virtual time. What it says of itself is text alone: the engine and the
/// libraries that parse are loaded when it is called.</summary>
internal sealed class TestVerb : IVerb
{
    public string Name => "test";

    public string Usage => "FILE|DIRECTORY …";

    public string Example => "sluice init parcels && sluice test parcels";

    public Task<int> RunAsync(string[] arguments, Surroundings surroundings) =>
        RemoteProgram.RunAsync(
            this, HelpWithExample.Program(TestCommand.Of(this, surroundings), Example), arguments, surroundings);
}
