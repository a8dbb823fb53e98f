namespace Sluice.Sharing.Lanes;

/// <summary>A piece of work: a slice that ends by itself.</summary>
public interface IWork
{
    /// <summary>Does it.</summary>
    /// <returns>What it took, in units of work; 0 or more.</returns>
    long Run();
}
