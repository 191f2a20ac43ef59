namespace Coppice.Knowledge;

/// <summary>One statement that the person can learn from, with the sources it rests on.</summary>
/// <param name="Id">Its id within the section.</param>
/// <param name="Says">The statement, in plain words.</param>
/// <param name="Evidence">Ids of its evidence, the strongest first; never none.</param>
public sealed record Claim(string Id, string Says, IReadOnlyList<string> Evidence);

/// <summary>A few claims under a heading.</summary>
/// <param name="Id">Its id within the topic.</param>
/// <param name="Title">The heading.</param>
/// <param name="Claims">Its claims.</param>
public sealed record Section(string Id, string Title, IReadOnlyList<Claim> Claims);

/// <summary>Something to learn about: the answer first, then what it rests on.</summary>
/// <param name="Id">Stable id, such as <c>withdrawal</c>.</param>
/// <param name="Title">The heading.</param>
/// <param name="Short">The answer in one to three sentences.</param>
/// <param name="Sections">The answer in more detail.</param>
public sealed record Topic(string Id, string Title, string Short, IReadOnlyList<Section> Sections);

/// <summary>The file of topics.</summary>
internal sealed record LearnFile(IReadOnlyList<Topic> Topics);
