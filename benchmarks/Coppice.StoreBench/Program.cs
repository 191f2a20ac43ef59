Console.Error.WriteLine("store bench: expected store or kill");
return 2;
