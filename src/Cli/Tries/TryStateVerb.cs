using Sluice.Cli.Remote;
using Sluice.Cli.Remote.Commands;
using Sluice.Cli.Verbs;

namespace Sluice.Cli.Tries;

/// <summary><c>sluice try-state</c>: one state of a flow alone. What it says of itself is text alone: the libraries that parse are
/// loaded when it is called.</summary>
internal sealed class TryStateVerb : IVerb
{
    public string Name => "try-state";

    public string Usage => "FILE STATE";

    public string Example => """sluice try-state hello.yaml Greet --input-json '{"name":"Ada"}'""";

    public Task<int> RunAsync(string[] arguments, Surroundings surroundings) =>
        RemoteProgram.RunAsync(
            this, HelpWithExample.Program(TryStateCommand.Of(this, surroundings), Example), arguments, surroundings);
}
