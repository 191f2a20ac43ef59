namespace Coppice.Record.Json;

/// <summary>A value that is written as text of a certain form.</summary>
internal interface ITextForm
{
    /// <summary>What right text looks like, to follow the word "expected".</summary>
    string Expected { get; }

    /// <summary>What is wrong with a text, or null when it is right.</summary>
    string? Problem(string text);
}
