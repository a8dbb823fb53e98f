using Sluice.Cli.Verbs;

namespace Sluice.Cli;

/// <summary>A verb that needs no server. What it says of itself is text alone: the libraries that parse and draw, and whatever else
/// it works with, are loaded when it is called.</summary>
/// <param name="Example">A line that works when it is pasted.</param>
internal sealed record LocalVerb(string Name, string Usage, string Example) : IVerb
{
    public Task<int> RunAsync(string[] arguments, Surroundings surroundings) => LocalVerbs.RunAsync(this, arguments, surroundings);
}
