namespace Sluice.Model.Secrets;

/// <summary>A place in the parameters of a call where its definition names secrets.</summary>
/// <remarks>
/// References anywhere else are data that came from somebody, and stay the text that they are: otherwise whoever gives a flow its
/// input could have secrets sent along.
/// </remarks>
/// <param name="Path">The way there from the parameters as a whole: names of members, and indexes of arrays from 0.</param>
/// <param name="Names">The secrets that may stand there, no other ones.</param>
public sealed record SecretPlace(IReadOnlyList<string> Path, IReadOnlyCollection<string> Names)
{
    /// <summary>For messages, such as <c>headers.Authorization</c>.</summary>
    public string Title => string.Join('.', Path);
}
