embed-title = { $heading }: { $title }
embed-count-alt = Names under { $title }
share-page-title = Pass on: { $title }
